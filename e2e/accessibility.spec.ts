import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, open, test } from "./fixtures/test";

test.describe.configure({ timeout: 480_000 });

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const themes = ["light", "dark"] as const;
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const narrow = { width: 320, height: 720 };

/** The innermost elements that reach over the right edge of a page which scrolls sideways; scroll boxes may. */
function stickingOut(): string[] {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const boxed = (one: Element | null): boolean =>
    one !== null &&
    one !== document.body &&
    (getComputedStyle(one).overflowX !== "visible" || boxed(one.parentElement));
  const right = (one: Element) => Math.round(one.getBoundingClientRect().right);
  const out = [...document.body.querySelectorAll("*")].filter(
    (one) => right(one) > edge && !boxed(one.parentElement),
  );
  return [
    `the page is ${document.documentElement.scrollWidth} px wide`,
    ...out
      .filter((one) => !out.some((other) => other !== one && one.contains(other)))
      .slice(0, 5)
      .map((one) => `${one.outerHTML.slice(0, 160)} ends at ${right(one)}`),
  ];
}

/** No rule is broken in either theme on a desk and on a phone, and nothing scrolls sideways down to 320 px. */
async function fitsEverybody(page: Page, path: string): Promise<void> {
  await page.setViewportSize(desk);
  await open(page, path);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  for (const size of [desk, phone])
    for (const colorScheme of themes) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.any[0]?.message ?? node.html}`),
      );
      expect.soft(found, `${path}, ${colorScheme}, ${size.width} px`).toEqual([]);
    }
  for (const size of [phone, narrow]) {
    await page.setViewportSize(size);
    expect.soft(await page.evaluate(stickingOut), `${path} at ${size.width} px`).toEqual([]);
  }
}

test("what everybody sees signed out and the kit fit everybody", async ({ visit }) => {
  const { page } = await visit(null);
  for (const path of ["/sign-in", "/dev/ui"]) await test.step(path, () => fitsEverybody(page, path));
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
    ...["changes", "gates", "plan", "timeline"].map((tab) => `${review}?tab=${tab}`),
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
