import { row } from "./fixtures/fleet";
import { expect, open, test } from "./fixtures/test";

test("a forgotten difference is three clicks from the fleet, and its link shows the same row to others", async ({
  visit,
}) => {
  const { page } = await visit("ada");
  await row(page, "checkout").getByRole("button", { name: "Choose checkout in staging to compare" }).click();
  await row(page, "checkout")
    .getByRole("button", { name: "Choose checkout in production to compare" })
    .click();
  await page.getByRole("status").getByRole("link", { name: "Compare" }).click();

  const selected = page.getByRole("complementary", { name: "Selected row" });
  await expect(selected).toContainText("SESSION_STORE");
  await expect(selected).toContainText('Production speaks of staging: "staging".');
  // Only the application of the chosen cells is compared.
  await expect(page.getByRole("table")).not.toContainText("my-service");

  await test.step("the value is followed to the line that sets it and who wrote it", async () => {
    await expect(selected).toContainText(/apps\/checkout\/\S+\.yaml:\d+@[0-9a-f]{7}/);
  });

  await test.step("the address of a row opens the same row in another tab", async () => {
    await open(page, "/compare/staging...production");
    const memory = page.getByRole("table").getByRole("link", { name: "my-service", exact: true }).first();
    await memory.click();
    await expect(selected).toContainText("resources.limits.memory");
    await expect(page).toHaveURL(/row=/);
    const tab = await page.context().newPage();
    await open(tab, page.url());
    const same = tab.getByRole("complementary", { name: "Selected row" });
    await expect(same).toContainText("resources.limits.memory");
    await expect(same).toContainText("512Mi");
    await expect(
      tab.getByRole("link", { name: "my-service", exact: true }).and(tab.locator("[aria-current=true]")),
    ).toBeInViewport();
  });
});

test("everything can be reached without a mouse", async ({ visit }) => {
  const { page } = await visit("ada");

  await test.step("? shows the keys", async () => {
    const sheet = page.getByRole("dialog", { name: "Keyboard" });
    await page.keyboard.press("?");
    await expect(sheet).toContainText("copy as CLI");
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
  });

  await test.step("g then c compares", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await expect(page).toHaveURL(/\/compare\/staging\.\.\.production/);
  });

  await test.step("mod+k finds an application and Enter opens it", async () => {
    await page.keyboard.press("ControlOrMeta+k");
    const palette = page.getByRole("dialog", { name: "Search or run a command" });
    await palette.getByRole("combobox").fill("my-serv");
    await expect(palette.getByRole("option", { name: /my-service/ }).first()).toHaveAttribute(
      "aria-selected",
      "true",
    );
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("my-service");
  });

  await test.step("letters typed into a field stay letters", async () => {
    await open(page, "/");
    await page.keyboard.press("/");
    await page.keyboard.type("gc?");
    await expect(page).toHaveURL(/q=gc/);
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});
