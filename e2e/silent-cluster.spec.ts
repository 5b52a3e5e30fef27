import { cell, matrix } from "./fixtures/fleet";
import { expect, open, test } from "./fixtures/test";

const silent = "prod-cluster-secondary";
test.use({ options: { env: () => ({ O8_STANDIN_FAULTS: `${silent}=unreachable` }) } });

test("a cluster that does not answer is named, never green, and takes nothing else down", async ({
  visit,
}) => {
  const { page } = await visit("ada");

  await test.step("its column says so, and its cells do not claim health", async () => {
    await expect(matrix(page).getByRole("columnheader", { name: /production/ })).toContainText(
      `${silent} not answering`,
    );
    for (const application of ["my-service", "checkout", "web"]) {
      const stale = cell(page, application, "production");
      await expect(stale).toContainText("failover unknown");
      await expect(stale).not.toContainText("healthy");
      await expect(cell(page, application, "staging")).toContainText("healthy");
    }
    // It runs on the other cluster of production alone.
    await expect(cell(page, "search", "production")).toContainText("healthy");
  });

  await test.step("its environment says what it does not know, the others what they know", async () => {
    await open(page, "/environments/production");
    const main = page.getByRole("main");
    await expect(main).toContainText(`do not know whether ${silent} can take over`);
    await expect(main).toContainText(silent);
    const rows = main.getByRole("row");
    await expect(rows.filter({ hasText: "checkout" }).first()).toContainText("failover unknown");
    await expect(rows.filter({ hasText: "search" }).first()).toContainText("healthy");
    await open(page, "/environments/staging");
    await expect(page.getByRole("main")).not.toContainText(/do not know/i);
  });

  await test.step("what needs only Git works: the comparison and the plan", async () => {
    await open(page, "/compare/staging...production?app=checkout");
    await expect(page.getByRole("complementary", { name: "Selected row" })).toContainText("SESSION_STORE");
    await open(page, "/applications/checkout/promote?from=staging&to=production");
    await expect(page.getByRole("button", { name: "Ask to promote" })).toBeEnabled();
  });

  await test.step("settings name the broken connection", async () => {
    await open(page, "/settings");
    await expect(page.getByRole("main")).toContainText(`${silent} not answering`);
  });
});

test("a promotion into it does not claim to be done", async ({ visit }) => {
  const { page } = await visit("ada");
  await open(page, "/applications/checkout/promote?from=staging&to=production");
  await page.getByRole("button", { name: "Ask to promote" }).click();
  await page.waitForURL(/\/promotions\/prm_/);
  const { page: theirs } = await visit("mira");
  await open(theirs, new URL(page.url()).pathname);
  await theirs.getByRole("button", { name: "Approve for platform-team" }).click();
  await theirs.getByRole("dialog").getByRole("button", { name: "Approve for platform-team" }).click();

  const steps = page.getByRole("list", { name: "Steps" });
  await expect(steps.getByText("Apply to prod-cluster-primary, done")).toBeVisible({ timeout: 150_000 });
  const lost = steps.getByRole("listitem").filter({ hasText: `Apply to ${silent}` });
  await expect(lost).toContainText(/cannot be reached/);
  await expect(lost).not.toContainText("done");
  await expect(page.getByRole("region", { name: "Verdict" })).not.toContainText(/Delivered|done/);
});
