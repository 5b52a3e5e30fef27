import type { Metadata } from "next";
import { Brand } from "@/components/frame/brand";
import { DemoSignIn, SingleSignOn } from "@/components/sign-in/sign-in-form";
import { Callout } from "@/components/ui/callout";
import { signInWays } from "@/lib/server/sign-in";

export const metadata: Metadata = { title: "Sign in" };
export const dynamic = "force-dynamic";

type Search = { searchParams: Promise<{ next?: string; error?: string }> };

export default async function SignInPage({ searchParams }: Search) {
  const { next, error } = await searchParams;
  const ways = await signInWays();
  const to = next?.startsWith("/") && !next.startsWith("//") ? next : "/";
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-[360px] gap-5">
        <div className="grid gap-2">
          <Brand />
          <h1>Sign in to {ways.fleet}</h1>
          <p className="text-text-2">
            What runs where, how environments differ, and what a promotion would change.
          </p>
        </div>
        <div className="panel grid gap-4 p-5">
          {error ? (
            <p role="alert" className="text-failed">
              {error === "AccessDenied"
                ? "Your identity provider did not let you in. Ask your administrator for access."
                : error === "SessionRequired"
                  ? "Your session has ended. Sign in again."
                  : "Signing in did not work. Try again; if it stays so, ask your administrator."}
            </p>
          ) : null}
          {ways.oidc ? <SingleSignOn next={to} /> : null}
          {ways.demo ? <DemoSignIn next={to} people={ways.people} /> : null}
          {!ways.oidc && !ways.demo ? (
            <Callout>
              No identity provider is configured. Set O8_OIDC_ISSUER, O8_OIDC_CLIENT_ID and
              O8_OIDC_CLIENT_SECRET.
            </Callout>
          ) : null}
        </div>
        {ways.demo ? (
          <p className="text-12 text-text-2">
            This is the demo: its clusters are stand-ins, its Git repository is real. The people to sign in as
            and their passwords are printed in the terminal where it was started.
          </p>
        ) : null}
      </div>
    </main>
  );
}
