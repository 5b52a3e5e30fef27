import type { Page } from "@playwright/test";
import { fitsEverybody } from "./fixtures/fits";
import { type IdentityProvider, startIdentityProvider } from "./fixtures/identity-provider";
import { ask } from "./fixtures/promote";
import { expect, fillSignIn, open, test } from "./fixtures/test";

const nora = {
  sub: "employee-4711",
  name: "Nora Haugen",
  email: "nora.haugen@acme.example",
  groups: ["acme-platform", "acme-skiing"],
};

/** Known to the provider, and in no group that the fleet file maps. */
const otto = {
  sub: "employee-0815",
  name: "Otto Falk",
  email: "otto.falk@acme.example",
  groups: ["acme-skiing"],
};

let provider: IdentityProvider | null = null;
test.use({
  options: {
    env: async (url) => {
      provider = await startIdentityProvider(`${url}/api/auth/callback/oidc`, [nora, otto]);
      return {
        O8_OIDC_ISSUER: provider.issuer,
        O8_OIDC_CLIENT_ID: provider.client.id,
        O8_OIDC_CLIENT_SECRET: provider.client.secret,
      };
    },
  },
});
test.afterAll(() => provider?.stop());

/** Through the provider's own page and back to where one wanted to go. */
async function signOn(page: Page, to: string, who = nora): Promise<void> {
  await open(page, to);
  await page.getByRole("button", { name: "Sign in with single sign-on" }).click();
  await page.getByLabel("Account").fill(who.sub);
  await page.getByRole("button", { name: "Continue" }).click();
}

test("the provider's groups become teams, and a session that is revoked is signed out", async ({ visit }) => {
  const { page } = await visit(null);

  await test.step("signing in is bound to this browser by PKCE, state and nonce, and comes back", async () => {
    await signOn(page, "/environments/staging");
    await expect(page).toHaveURL(/\/environments\/staging$/);
    const [asked] = provider?.asked ?? [];
    expect(asked?.get("code_challenge_method")).toBe("S256");
    for (const name of ["code_challenge", "state", "nonce"]) expect(asked?.get(name)).toBeTruthy();
  });

  await test.step("a mapped group is a team, another one is nothing", async () => {
    await open(page, "/settings");
    const teams = page.getByRole("region", { name: "Teams and people" });
    const team = (name: string) =>
      teams.getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });
    await expect(team("platform-team")).toContainText("Nora Haugen");
    await expect(team("security-team")).not.toContainText("Nora Haugen");
    await expect(teams).not.toContainText("acme-skiing");
  });

  await test.step("her other browser is out at its next click", async () => {
    const { page: other, guard } = await visit(null);
    await signOn(other, "/");
    await expect(other.getByRole("heading", { level: 1, name: "Fleet" })).toBeVisible();
    await page.reload();
    const sessions = page.getByRole("region", { name: "Your sessions" });
    await expect(sessions.getByText("this one")).toHaveCount(1);
    await sessions.getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await expect(sessions.getByRole("button", { name: "Revoke" })).toHaveCount(0);
    // What is under way in the browser that is thrown out is answered with 401.
    guard.expect(/status of 401/);
    await other.getByRole("navigation").getByRole("link", { name: "Environments" }).click();
    await expect(other).toHaveURL(/\/sign-in/);
    await open(page, "/inbox");
    await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
  });
});

test("a yes to production asks the identity provider again and comes back to the same plan", async ({
  visit,
}) => {
  const { page: requester } = await visit("ada");
  await ask(requester, "checkout", "3.4.1");
  await requester.getByRole("button", { name: "Ask to promote" }).click();
  await requester.waitForURL(/\/promotions\/prm_/);
  const promotion = new URL(requester.url()).pathname;

  const { page } = await visit(null);
  await signOn(page, promotion);
  const act = "Approve for platform-team";
  await page.getByRole("button", { name: act }).click();
  const sheet = page.getByRole("dialog", { name: act });
  await expect(sheet).toContainText("Sign in again, then approve");
  await sheet.getByRole("textbox").fill("Read it twice.");
  await sheet.getByRole("button", { name: "Sign in again, then approve" }).click();

  // She is still signed in there; it asks all the same.
  await page.getByLabel("Account").fill(nora.sub);
  await page.getByRole("button", { name: "Continue" }).click();
  const asked = provider?.asked.at(-1);
  expect([asked?.get("prompt"), asked?.get("max_age")]).toEqual(["login", "300"]);

  await expect(page).toHaveURL(/approve=platform-team&plan=[0-9a-f]{64}/);
  await expect(sheet.getByRole("textbox")).toHaveValue("Read it twice.");
  await sheet.getByRole("button", { name: act }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("complementary", { name: "Decision" })).toContainText("1 of 1");
});

test("who is in no team is told what is missing and sees nothing else, on a page that fits everybody", async ({
  visit,
}) => {
  test.setTimeout(480_000);
  const { page, guard } = await visit(null);
  guard.expect(/status of 403/);
  await signOn(page, "/", otto);
  await expect(page.getByRole("heading", { level: 1, name: "You may not see this" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("an administrator can add yours");
  await expect(page.getByRole("main")).not.toContainText(/checkout|production/);
  await expect(page.getByRole("link", { name: "Sign out" })).toHaveAttribute("href", "/sign-out");
  for (const path of ["/", "/environments/production"])
    await test.step(path, () => fitsEverybody(page, path));
});

test("a wrong password is refused in words, and the page stays usable", async ({ visit }) => {
  const { page, guard } = await visit(null);
  guard.expect(/status of 401/);
  await open(page, "/sign-in");
  await fillSignIn(page, "ada.lindqvist@acme.example", "guessed");
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/another password/);
  await fillSignIn(page, "ada.lindqvist@acme.example", "ada-demo");
  await expect(page.getByRole("heading", { level: 1, name: "Fleet" })).toBeVisible();
});
