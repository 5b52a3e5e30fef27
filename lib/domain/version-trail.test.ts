import { expect, test } from "vitest";
import { versionsBetween, versionTrail } from "./version-trail";

const axis = ["1.9.0", "1.8.2", "1.8.1", "1.8.0"];

test("the newest version stands at 1 and the oldest that runs at 0", () => {
  expect(
    versionTrail(axis, [
      { environment: "dev", version: "1.9.0" },
      { environment: "staging", version: "1.8.2" },
      { environment: "production", version: "1.8.0" },
    ]).map((tick) => tick.position),
  ).toEqual([1, 1 - 1 / 3, 0]);
});

test("environments that run the same newest version all stand at the new end", () => {
  expect(
    versionTrail(
      ["2"],
      [
        { environment: "a", version: "2" },
        { environment: "b", version: "2" },
      ],
    ).map((t) => t.position),
  ).toEqual([1, 1]);
});

test("an environment that runs nothing known has no tick", () => {
  expect(versionTrail(axis, [{ environment: "a", version: null }])).toEqual([]);
});

test("the lag counts versions, and is unknown when the axis does not know one of them", () => {
  expect(versionsBetween(axis, "1.9.0", "1.8.1")).toBe(2);
  expect(versionsBetween(axis, "1.8.0", "1.9.0")).toBe(0);
  expect(versionsBetween(axis, "1.9.0", "0.1")).toBeNull();
});
