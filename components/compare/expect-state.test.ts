import { expect, test } from "vitest";
import { difference, diffView } from "./compare.fixture";
import { linesOf } from "./compare-rows";
import { coverOf, directionOf, pathChoices, ruleOf } from "./expect-state";

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
  expect(pathChoices([line], segments).map((one) => one.path)).toEqual([
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
  expect(ruleOf({ ...draft, because: " " }, [line], null)).toBeNull();
  expect(ruleOf(draft, [line], "rise")).toEqual({
    path: "spec.replicas",
    thisPair: true,
    because: "more load",
    kind: "Deployment",
    application: "shop",
    direction: "rise",
  });
  const leak = lineOf({ class: "leak", because: '"staging" stands for staging' }).line;
  expect(ruleOf({ ...draft, applicationOnly: false, until: "2026-12-31" }, [leak], null)).toMatchObject({
    class: "leak",
    until: "2026-12-31",
  });
});

const cpuOf = (application: string, container: string, kind = "Deployment") =>
  lineOf({
    id: `${application}/${kind}/${container}`,
    application,
    object: `${kind}/${application}`,
    path: `spec.template.spec.containers[${container}].resources.limits.cpu`,
    segments: ["spec", "template", "spec", "containers", { name: container }, "resources", "limits", "cpu"],
  });

test("one rule for a group begins with the narrowest path that covers all of it, and says only what all share", () => {
  const [first, second, third] = [cpuOf("shop", "app"), cpuOf("web", "nginx"), cpuOf("web", "x", "CronJob")];
  const rows = [first.line, second.line] as const;
  expect(pathChoices(rows, first.segments).map(({ path }) => path)).toEqual([
    "spec.template.spec.containers[*].resources.limits.cpu",
    "**.limits.cpu",
  ]);
  const rule = ruleOf(draft, rows, "rise");
  expect(rule).toMatchObject({ kind: "Deployment", direction: "rise" });
  expect(rule).not.toHaveProperty("application");
  expect(ruleOf(draft, [...rows, third.line], null)).not.toHaveProperty("kind");
  expect(ruleOf(draft, [second.line, third.line], null)).toMatchObject({ application: "web" });
});

test("rows of different depth are covered by the end that their paths share", () => {
  const job = lineOf({
    path: "spec.jobTemplate.spec.limits.cpu",
    segments: ["spec", "jobTemplate", "spec", "limits", "cpu"],
  });
  const short = lineOf({ path: "limits.cpu", segments: ["limits", "cpu"] });
  expect(pathChoices([short.line, job.line], short.segments).map(({ path }) => path)).toEqual([
    "**.limits.cpu",
  ]);
  const label = 'labels["pod-security.kubernetes.io/enforce"]';
  const keys = ["labels", "pod-security.kubernetes.io/enforce"];
  const own = lineOf({ path: `metadata.${label}`, segments: ["metadata", ...keys] });
  const pod = lineOf({
    path: `spec.template.metadata.${label}`,
    segments: ["spec", "template", "metadata", ...keys],
  });
  expect(pathChoices([own.line, pod.line], own.segments).map(({ path }) => path)).toEqual([`**.${label}`]);
});

test("what a rule hides is told apart: rows it was asked for, others here, and the same place of another pair", () => {
  const { line } = cpuOf("shop", "app");
  const row = { application: line.application, object: line.object, path: line.path, class: "unexplained" };
  const other = { ...row, application: "web" };
  const hides = [
    { left: "staging", right: "production", count: 2, rows: [row, other] },
    { left: "dev", right: "staging", count: 1, rows: [row] },
  ];
  expect(coverOf(hides, [line])).toEqual({
    own: 1,
    more: 2,
    others: [
      { ...other, pair: "staging…production" },
      { ...row, pair: "dev…staging" },
    ],
  });
});
