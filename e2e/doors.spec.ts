import { contracts } from "@/lib/contract";
import { people } from "@/lib/standins/example/people";
import { expect, fillSignIn, open, test } from "./fixtures/test";

const pages = [
  "/",
  "/applications/checkout",
  "/applications/checkout/promote?from=staging&to=production",
  "/environments",
  "/environments/production",
  "/compare/staging...production",
  "/promotions",
  "/promotions/prm_0000000000000000000000000a",
  "/promotions/prm_0000000000000000000000000a/rollback",
  "/inbox",
  "/audit",
  "/settings",
];
// Next.js once took this header as "the check was made already" (CVE-2025-29927).
const tricks: readonly Record<string, string>[] = [
  {},
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
];

const get = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers, redirect: "manual" });

test("signed out, every page leads to the sign-in page and back again", async ({ server }) => {
  for (const path of pages)
    for (const headers of tricks) {
      const answer = await get(`${server.url}${path}`, headers);
      const to = new URL(answer.headers.get("location") ?? "", server.url);
      expect([answer.status, to.pathname], path).toEqual([307, "/sign-in"]);
      if (path !== "/") expect(to.searchParams.get("next")).toBe(path);
    }
});

test("a cookie that nobody signed opens no page", async ({ server }) => {
  for (const path of pages) {
    const answer = await get(`${server.url}${path}`, { cookie: "next-auth.session-token=made-up" });
    expect([answer.status, answer.headers.get("location")?.endsWith("/sign-in")], path).toEqual([307, true]);
  }
});

test("signing in again ends the browser's former session, so a copy of its cookie opens nothing", async ({
  server,
  visit,
}) => {
  const { page } = await visit("ada");
  const cookieOf = async () =>
    (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const copied = await cookieOf();
  expect((await get(`${server.url}/promotions`, { cookie: copied })).status).toBe(200);
  const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json();
  const ada = people.find(({ handle }) => handle === "ada");
  const form = { csrfToken, email: ada?.email ?? "", password: ada?.password ?? "", json: "true" };
  expect((await page.request.post("/api/auth/callback/demo", { form })).ok()).toBe(true);
  expect((await get(`${server.url}/promotions`, { cookie: await cookieOf() })).status).toBe(200);
  expect((await get(`${server.url}/promotions`, { cookie: copied })).status).toBe(307);
});

test("signed out, every question and act of the API is refused, whatever the headers say", async ({
  server,
}) => {
  for (const contract of contracts)
    for (const headers of tricks) {
      const [noun, verb] = contract.name.split(".");
      const answer = await fetch(`${server.url}/api/v1/${noun}/${verb}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: "{}",
      });
      const outcome = (await answer.json()) as { refusal?: { kind: string } };
      expect([contract.name, answer.status, outcome.refusal?.kind]).toEqual([
        contract.name,
        401,
        "unauthenticated",
      ]);
    }
  expect((await get(`${server.url}/api/changes`)).status).toBe(401);
});

test("every browser finds the icon, also one that asks for it by its old name", async ({ server }) => {
  for (const path of ["/icon.svg", "/favicon.ico"]) {
    const answer = await get(`${server.url}${path}`);
    expect([answer.status, answer.headers.get("content-type")], path).toEqual([200, "image/svg+xml"]);
  }
});

test("the way back after signing in never leads to another site", async ({ visit }) => {
  const { page } = await visit(null);
  await open(page, "/sign-in?next=//127.0.0.1:9/taken");
  await fillSignIn(page, "ada.lindqvist@acme.example", "ada-demo");
  await expect(page.getByRole("heading", { level: 1, name: "Fleet" })).toBeVisible();
});

test("a page runs only scripts that its policy knows by a nonce of their own", async ({ visit }) => {
  const { page } = await visit("ada");
  const seen = new Set<string>();
  for (const path of ["/sign-in", "/", "/compare/staging...production", "/settings"]) {
    const answer = await page.request.get(path);
    const headers = answer.headers();
    const policy = headers["content-security-policy"] ?? "";
    const nonce = /script-src [^;]*'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(nonce, path).not.toBe("");
    expect(seen.has(nonce), "a nonce is used once").toBe(false);
    seen.add(nonce);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
    for (const rule of [
      "default-src 'self'",
      "object-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'self'",
    ])
      expect(policy).toContain(rule);
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
    expect(headers["x-powered-by"]).toBeUndefined();
    const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  }
});
