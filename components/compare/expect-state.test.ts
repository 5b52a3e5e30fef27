import { expect, test } from "vitest";
import { difference, diffView } from "./compare.fixture";
import { linesOf } from "./compare-rows";
import { directionOf, pathChoices, ruleOf } from "./expect-state";

const lineOf = (part: Parameters<typeof difference>[1]) => {
  const one = difference(1, { class: "unexplained", because: null, ...part });
  const [line] = linesOf(diffView([one]));
  if (!line) throw new Error("no line");
  return { line, segments: one.segments as never };
};
const draft = {
  path: "spec.replicas",
  kindOnly: true,
  applicationOnly: true,
  thisPair: true,
  oneWay: true,
  because: "more load",
  until: "",
};

test("the narrowest path is offered first, then any item of its lists, then the same end anywhere", () => {
  const path = "spec.template.spec.containers[app].resources.limits.cpu";
  const { line, segments } = lineOf({
    path,
    segments: ["spec", "template", "spec", "containers", { name: "app" }, "resources", "limits", "cpu"],
  });
  expect(pathChoices(line, segments).map((one) => one.path)).toEqual([
    path,
    "spec.template.spec.containers[*].resources.limits.cpu",
    "**.limits.cpu",
  ]);
});

test("a direction is read towards production, whichever side is shown first; words have none", () => {
  expect(directionOf({ left: 2, right: 6 }, { backwards: false })).toBe("rise");
  expect(directionOf({ left: "1Gi", right: "512Mi" }, { backwards: true })).toBe("rise");
  expect(directionOf({ left: "info", right: "warn" }, { backwards: false })).toBeNull();
});

test("a rule needs a reason, and only a leak's rule names its class", () => {
  const { line } = lineOf({});
  expect(ruleOf({ ...draft, because: " " }, line, null)).toBeNull();
  expect(ruleOf(draft, line, "rise")).toEqual({
    path: "spec.replicas",
    thisPair: true,
    because: "more load",
    kind: "Deployment",
    application: "shop",
    direction: "rise",
  });
  const leak = lineOf({ class: "leak", because: '"staging" stands for staging' }).line;
  expect(ruleOf({ ...draft, applicationOnly: false, until: "2026-12-31" }, leak, null)).toMatchObject({
    class: "leak",
    until: "2026-12-31",
  });
});
