import { type NextRequest, NextResponse } from "next/server";

/**
 * Convenience, not the guard (every operation checks for itself): sends people without a cookie to the sign-in page,
 * and gives each page its content security policy with a fresh nonce.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const signedIn = ["next-auth.session-token", "__Secure-next-auth.session-token"].some((name) =>
    request.cookies.has(name),
  );
  if (!signedIn && !open(pathname)) {
    const to = new URL("/sign-in", request.url);
    if (pathname !== "/") to.searchParams.set("next", `${pathname}${search}`);
    return NextResponse.redirect(to);
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = policyWith(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("x-frame-options", "DENY");
  return response;
}

const open = (path: string): boolean => path === "/sign-in" || path.startsWith("/dev/ui");

const policyWith = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${process.env.NODE_ENV === "production" ? "" : " 'unsafe-eval'"}`,
    // Radix and sonner set inline styles.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

export const config = {
  // API routes answer for themselves with JSON; static files need no page policy.
  matcher: ["/((?!api/|_next/|icon|favicon|logo|schema/).*)"],
};
