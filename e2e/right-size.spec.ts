import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, open, test } from "./fixtures/test";

// A console of its own: the other journeys find production as the demo has it.
test.use({ options: { env: () => ({}) } });

test("a developer turns a recommendation into a change, and what the files ask for is what was used", async ({
  server,
  visit,
}) => {
  test.setTimeout(300_000);
  const git = (...args: string[]): string =>
    execFileSync("git", ["--git-dir", join(server.data, "acme.git"), ...args], { encoding: "utf8" });
  const file = "apps/checkout/values/production.yaml";
  const before = git("show", `main:${file}`);
  const { page } = await visit("ada");

  const row =
    await test.step("the page says what would fit, how sure it is and what it is worth", async () => {
      await open(page, "/resources?env=production");
      const found = page
        .getByRole("table", { name: "Workloads of production" })
        .getByRole("row", { name: /checkout.*prod-cluster-primary/ });
      await expect(found).toContainText(/− 4 GiB \+ 2\.\d+ GiB/, { timeout: 90_000 });
      await expect(found).toContainText("good, 14 d");
      await expect(found).toContainText(/−€\d+.*estimate/);
      return found;
    });

  await test.step("it shows the hours behind it, the line it would write, and who has to agree", async () => {
    await row.getByRole("button", { name: /Open as change/ }).click();
    const dialog = page.getByRole("dialog", { name: "Requests that fit checkout in production" });
    await expect(dialog).toContainText("In 336 hours the busiest pod took");
    await expect(dialog).toContainText("only when nodes go; until then they turn into idle");
    await expect(dialog).toContainText("values/production.yaml");
    await expect(dialog).toContainText("Waits for platform-team");
    await dialog.getByRole("button", { name: "Ask for these requests" }).click();
  });

  const id = await test.step("the change waits like any other", async () => {
    await page.waitForURL(/\/promotions\/prm_[0-9a-z]+$/);
    await expect(page.getByRole("region", { name: "Verdict" })).toContainText("Waits for platform-team");
    return page.url().split("/").at(-1) ?? "";
  });

  await test.step("nobody else can ask for the same place meanwhile, and the row says why", async () => {
    const { page: other } = await visit("tomas");
    await open(other, "/resources?env=production");
    const theirs = other
      .getByRole("table", { name: "Workloads of production" })
      .getByRole("row", { name: /checkout.*prod-cluster-primary/ });
    await expect(theirs).toContainText("A change of checkout to production is asked for already");
  });

  await test.step("Mira agrees", async () => {
    const { page: hers } = await visit("mira");
    await open(hers, `/promotions/${id}`);
    const act = "Approve for platform-team";
    await hers.getByRole("button", { name: act }).click();
    await hers.getByRole("dialog", { name: act }).getByRole("button", { name: act }).click();
    await expect(hers.getByRole("dialog")).toBeHidden();
  });

  await test.step("one commit sets the request in the environment's own file, and says who asked and who agreed", async () => {
    const steps = page.getByRole("list", { name: "Steps" });
    await expect(steps.getByText("Write one commit and push it, done")).toBeVisible({ timeout: 150_000 });
    expect(git("show", `main:${file}`)).not.toBe(before);
    expect(git("show", `main:${file}`)).toMatch(/requests:\n(?: +cpu: .*\n)? +memory: 2\d{3}Mi/);
    const found = git("log", "--grep", `Promotion-Id: ${id}`, "--format=%an%n%(trailers)", "main");
    expect(found).toContain("Ada Lindqvist");
    expect(found).toContain("Co-authored-by: Mira Adler");
  });
});
