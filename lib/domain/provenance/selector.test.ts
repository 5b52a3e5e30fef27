import { expect, test } from "vitest";
import { selects } from "./selector";

const labels = { app: "web", tier: "front" };

test.each([
  ["app=web", true],
  ["app==web,tier!=back", true],
  ["app=api", false],
  ["app in (api, web),tier", true],
  ["app notin (api,web)", false],
  ["zone notin (a)", true],
  ["!zone", true],
  ["!app", false],
  ["zone", false],
  ["toString", false],
])("a selector means what kubectl means by it: %s", (selector, fits) => {
  expect(selects(selector, labels)).toBe(fits);
});
