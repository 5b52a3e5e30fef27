import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { cell } from "./fixtures/fleet";
import { approve, ask } from "./fixtures/promote";
import { expect, open, test } from "./fixtures/test";
import { treeWithClosedWindow } from "./fixtures/tree";

let tree = "";
test.use({
  options: {
    env: async () => {
      tree = await treeWithClosedWindow();
      return { O8_DEMO_TREE: tree };
    },
  },
});
test.afterAll(() => rmSync(tree, { recursive: true, force: true }));

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const gitOf =
  (data: string) =>
  (...args: string[]): string =>
    execFileSync("git", ["--git-dir", join(data, "acme.git"), ...args], { encoding: "utf8" });

test("what a developer asks for, an approver on a phone lets into Git and onto the cluster", async ({
  server,
  visit,
}) => {
  test.setTimeout(180_000);
  const git = gitOf(server.data);
  const { page } = await visit("ada");

  await test.step("the fleet says what runs where", async () => {
    await expect(cell(page, "checkout", "staging")).toContainText("3.4.1");
    await expect(cell(page, "checkout", "production")).toContainText("3.4.0");
  });

  await test.step("the plan is shown before anybody is asked", async () => {
    await ask(page, "checkout", "3.4.1");
    await expect(page.getByRole("region", { name: "Verdict" })).toContainText("platform-team");
    const written = page.getByRole("main");
    await expect(written).toContainText("apps/checkout/values/production.yaml");
    await expect(written).toContainText("3.4.1");
    await page.getByLabel("Comment for the people who decide").fill("The new checkout, as tried in staging");
    await page.getByRole("button", { name: "Ask to promote" }).click();
  });

  const id = await test.step("the request waits and says for whom", async () => {
    await page.waitForURL(/\/promotions\/prm_[0-9a-z]+$/);
    await expect(page.getByRole("region", { name: "Verdict" })).toContainText("Waits for platform-team");
    return page.url().split("/").at(-1) ?? "";
  });

  await test.step("Mira finds it on her phone and says yes", async () => {
    const { page: small } = await visit("mira", phone);
    await open(small, "/inbox");
    await small.getByRole("link", { name: /checkout 3\.4\.1 to production/ }).click();
    await expect(small.getByRole("heading", { level: 1 })).toContainText("checkout 3.4.1 to production");
    const decide = small.getByRole("region", { name: "Decide" });
    await expect(decide.getByRole("button", { name: "Reject" })).toBeVisible();
    await approve(small, "platform-team");
  });

  await test.step("Ada sees every step happen without asking again", async () => {
    const steps = page.getByRole("list", { name: "Steps" });
    await expect(steps.getByText("Write one commit and push it, done")).toBeVisible({ timeout: 150_000 });
    await expect(steps.getByText("Record the release as verified, done")).toBeVisible({ timeout: 200_000 });
    await expect(steps.getByText("not yet")).toHaveCount(0);
  });

  await test.step("the fleet shows the new version", async () => {
    await page.getByRole("navigation").getByRole("link", { name: "Fleet" }).click();
    await expect(cell(page, "checkout", "production")).toContainText("3.4.1");
  });

  await test.step("the real remote holds one commit that says who asked, who agreed and why", async () => {
    const found = git("log", "--grep", `Promotion-Id: ${id}`, "--format=%an <%ae>%n%s%n%(trailers)", "main");
    expect(found.trim().split("\n")).toEqual([
      "Ada Lindqvist <ada.lindqvist@acme.example>",
      "Promote checkout 3.4.1 to production",
      "Co-authored-by: Mira Adler <mira.adler@acme.example>",
      `Promotion-Id: ${id}`,
    ]);
    expect(git("show", "main:apps/checkout/values/production.yaml")).toContain("3.4.1");
  });
});

test("a promotion waits for both teams and then for the window, and says so to whoever looks", async ({
  server,
  visit,
}) => {
  const git = gitOf(server.data);
  const { page } = await visit("ada");
  await ask(page, "my-service", "1.8.2");
  await page.getByRole("button", { name: "Ask to promote" }).click();
  await page.waitForURL(/\/promotions\/prm_/);
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict).toContainText(/Waits for platform-team and security-team and for the change window/);

  const own = page.getByRole("button", { name: /^Approve for/ });
  await expect(own).toHaveAttribute("aria-disabled", "true");
  await expect(own).toHaveAccessibleDescription(/Ada Lindqvist.*team/);

  const promotion = new URL(page.url()).pathname;
  for (const [handle, team] of [
    ["mira", "platform-team"],
    ["priya", "security-team"],
  ] as const) {
    const { page: theirs } = await visit(handle);
    await open(theirs, promotion);
    await approve(theirs, team);
  }

  await expect(verdict).toContainText(/Waits for the change window/);
  await expect(verdict).not.toContainText("-team");
  await expect(page.getByRole("button", { name: /^Approve for/ })).toHaveCount(0);
  expect(git("log", "--grep", `Promotion-Id: ${promotion.split("/").at(-1)}`, "--format=%h", "main")).toBe(
    "",
  );
});
