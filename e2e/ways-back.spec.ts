import type { Page } from "@playwright/test";
import { fitsEverybody } from "./fixtures/fits";
import { cell } from "./fixtures/fleet";
import { approve, ask } from "./fixtures/promote";
import { expect, open, test } from "./fixtures/test";

test.describe.configure({ timeout: 480_000 });

const verdict = (page: Page) => page.getByRole("region", { name: "Verdict" });

/** Asks for checkout 3.4.1 in production from the fleet and answers the review's path. */
async function asked(page: Page): Promise<string> {
  await open(page, "/");
  await ask(page, "checkout", "3.4.1");
  await page.getByRole("button", { name: "Ask to promote" }).click();
  await page.waitForURL(/\/promotions\/prm_/);
  return new URL(page.url()).pathname;
}

test("what was asked for can be taken back, refused with its reason, and what was delivered leads back", async ({
  visit,
}) => {
  const { page: ada } = await visit("ada");
  const { page: mira } = await visit("mira");

  await test.step("Ada withdraws her request", async () => {
    await asked(ada);
    await ada.getByRole("button", { name: "Withdraw" }).click();
    await ada.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await expect(verdict(ada)).toContainText(/withdrawn/i);
  });

  await test.step("Mira rejects the next one and says why, and Ada reads it", async () => {
    const review = await asked(ada);
    await open(mira, review);
    await mira.getByRole("button", { name: "Reject" }).first().click();
    const sheet = mira.getByRole("dialog", { name: /^Reject/ });
    await sheet.getByRole("textbox").fill("The error rate in staging is too high");
    await sheet.getByRole("button", { name: /^Reject/ }).click();
    await expect(verdict(mira)).toContainText("platform-team said no: The error rate in staging");
    await expect(ada.getByRole("main")).toContainText("The error rate in staging is too high");
  });

  const delivered = await test.step("the third is approved and delivered", async () => {
    const review = await asked(ada);
    await open(mira, review);
    await approve(mira, "platform-team");
    const steps = ada.getByRole("list", { name: "Steps" });
    await expect(steps.getByText("Record the release as verified, done")).toBeVisible({ timeout: 200_000 });
    return review;
  });

  await test.step("the way back is shown before it is asked for", async () => {
    await fitsEverybody(ada, `${delivered}/rollback`);
    const main = ada.getByRole("main");
    await expect(main).toContainText("apps/checkout/values/production.yaml");
    await expect(ada.getByLabel("Back to")).toHaveValue("3.4.0");
    await ada.getByRole("button", { name: "Ask to roll back" }).click();
    await expect(main).toContainText("Say why, in at least three letters.");
    await ada.getByLabel(/Reason/).fill("Payments fail for one card in a hundred");
    await ada.getByRole("button", { name: "Ask to roll back" }).click();
    await ada.waitForURL(
      (url) => /\/promotions\/prm_[0-9a-z]+$/.test(url.pathname) && url.pathname !== delivered,
    );
  });

  await test.step("after the same approval the earlier version runs again", async () => {
    await open(mira, new URL(ada.url()).pathname);
    await approve(mira, "platform-team");
    const steps = ada.getByRole("list", { name: "Steps" });
    await expect(steps.getByText("Record the release as verified, done")).toBeVisible({ timeout: 200_000 });
    await open(ada, "/");
    await expect(cell(ada, "checkout", "production")).toContainText("3.4.0");
  });
});
