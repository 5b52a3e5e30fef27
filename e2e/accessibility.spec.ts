import { fitsEverybody } from "./fixtures/fits";
import { open, test } from "./fixtures/test";

test.describe.configure({ timeout: 480_000 });

test("what everybody sees signed out and the kit fit everybody", async ({ visit }) => {
  const { page } = await visit(null);
  for (const path of ["/sign-in", "/dev/ui", "/dev/ui/frame"])
    await test.step(path, () => fitsEverybody(page, path));
});

test("the pages about what runs fit everybody", async ({ visit }) => {
  const { page } = await visit("ada");
  for (const path of [
    "/",
    "/applications/my-service",
    "/applications/my-service/config/production",
    "/environments",
    "/environments/production",
    "/compare/staging...production",
    "/compare/staging...production?tab=text",
    "/cost",
    "/resources",
    "/parity",
    "/schedules",
    "/start",
  ])
    await test.step(path, () => fitsEverybody(page, path));
});

test("the pages about what changes fit everybody", async ({ visit }) => {
  const { page } = await visit("ada");
  await open(page, "/applications/my-service/promote?from=staging&to=production");
  await page.getByRole("button", { name: "Ask to promote" }).click();
  await page.waitForURL(/\/promotions\/prm_/);
  const review = new URL(page.url()).pathname;
  for (const path of [
    "/applications/checkout/promote?from=staging&to=production",
    ...["changes", "gates", "risk", "plan", "timeline"].map((tab) => `${review}?tab=${tab}`),
    "/promotions",
    "/audit",
    "/settings",
    "/sign-out",
  ])
    await test.step(path, () => fitsEverybody(page, path));
  const { page: theirs } = await visit("mira");
  for (const path of ["/inbox", review]) await test.step(path, () => fitsEverybody(theirs, path));
});

test("the ways that lead nowhere fit everybody", async ({ visit }) => {
  const { page, guard } = await visit("ada");
  guard.expect(/status of 404/);
  await fitsEverybody(page, "/applications/no-such-application");
});
