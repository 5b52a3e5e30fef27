import { expect, open, test } from "./fixtures/test";

test("a manager finds the dearest environment that never sleeps, and asks for a schedule", async ({
  visit,
}) => {
  const { page } = await visit("sofia");
  const main = page.getByRole("main");

  await test.step("the dearest one without a schedule is on top, and production never asks for one", async () => {
    await open(page, "/schedules");
    const rows = page.getByRole("table", { name: "Environments and their schedules" }).getByRole("row");
    await expect(rows.nth(1)).toContainText("no schedule");
    await expect(rows.last()).toContainText("never sleeps");
    await expect(main).toContainText(/outside production ha(s|ve) no schedule/);
  });

  const dearest = page
    .getByRole("table", { name: "Environments and their schedules" })
    .getByRole("row")
    .nth(1)
    .getByRole("link");
  const environment = ((await dearest.textContent()) ?? "").trim();

  await test.step("its hours show the next seven days, the hours off and the lines, before anything is asked for", async () => {
    await dearest.click();
    await expect(page).toHaveURL(new RegExp(`env=${environment}`));
    await page.getByRole("button", { name: "Ask for a schedule" }).click();
    const dialog = page.getByRole("dialog", { name: `When ${environment} is up` });
    await expect(dialog).toContainText("asleep for 108 of 168 hours this week");
    await expect(dialog).toContainText("orchestr8.yaml");
    await dialog.getByLabel("To", { exact: true }).fill("19:00");
    await expect(dialog).toContainText("asleep for 113 of 168 hours this week");
    await dialog.getByRole("checkbox", { name: "Fri" }).click();
    await expect(dialog).toContainText("asleep for 124 of 168 hours this week");
    await dialog.getByRole("button", { name: "Ask for this schedule" }).click();
  });

  await test.step("it is a change like any other, reviewed on its own page", async () => {
    await page.waitForURL(/\/promotions\/prm_/);
    await expect(main).toContainText(new RegExp(`A change of \\S+ in ${environment}`));
    await expect(main).toContainText(`The change of ${environment} is on main, and holds from now on.`);
  });
});

test("who needs an environment tonight keeps it awake with a reason, and takes it back", async ({
  visit,
}) => {
  const { page } = await visit("ada");
  await open(page, "/schedules?env=dev");
  const main = page.getByRole("main");
  await expect(main).toContainText("every day, 06:00 to 23:00 Berlin");
  await page.getByRole("button", { name: "Keep awake" }).click();
  const dialog = page.getByRole("dialog", { name: "Keep dev awake" });
  await expect(dialog.getByRole("button", { name: "Keep it awake" })).toBeDisabled();
  await dialog.getByLabel("Why").fill("a night of load tests");
  await dialog.getByLabel("For").selectOption("72");
  await dialog.getByRole("button", { name: "Keep it awake" }).click();
  const kept = main.getByRole("listitem").filter({ hasText: "Ada Lindqvist keeps it awake" });
  await expect(kept).toContainText("a night of load tests");
  await page.getByRole("button", { name: "Let it sleep again" }).click();
  await expect(kept).toHaveCount(0);
});
