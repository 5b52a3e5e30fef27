import { describe, expect, test } from "vitest";
import { readFleet } from "../fleet/read";
import type { Manifest } from "../manifest";
import { type ComparedDifference, type Comparison, comparedFindings } from "./compared";
import { declaredFindings, promisedFindings, zoneFindings } from "./declared";
import { inOrder, type ParityFinding, scoreOf } from "./finding";
import { summaryOf } from "./summary";

const pair = { left: "staging", right: "production", production: true };
const difference = (more: Partial<ComparedDifference>): ComparedDifference => ({
  application: "web",
  object: "Deployment/web",
  path: "spec.x",
  segments: ["spec", "x"],
  class: "unexplained",
  because: null,
  topic: "other",
  guard: null,
  leftFrom: null,
  rightFrom: null,
  leftValue: 1,
  rightValue: 2,
  ...more,
});
const nothing: Comparison = { differences: [], onlyLeft: [], onlyRight: [], alone: [], failed: [] };
const brief = (findings: readonly ParityFinding[]) =>
  findings.map((f) => `${f.severity} ${f.group} ${f.check} ${f.subject}`);

describe("what two rendered environments say", () => {
  test("a leak is an error with its lines, an unexplained value a warning; what is meant is no finding", () => {
    const place = { file: "values.yaml", line: 3, column: 5 };
    const findings = comparedFindings(
      {
        ...nothing,
        differences: [
          difference({ class: "leak", rightFrom: place }),
          difference({}),
          difference({ class: "expected" }),
          difference({ class: "formatting" }),
          difference({ class: "derived" }),
        ],
      },
      pair,
    );
    expect(brief(findings)).toEqual([
      "error configuration configuration.leak web Deployment/web: spec.x",
      "warning configuration configuration.unexplained web Deployment/web: spec.x",
    ]);
    expect(findings[0]?.places).toEqual([place]);
  });

  test("one cause in many objects is one finding", () => {
    const differences = ["a", "b", "c"].map((name) => difference({ object: `Deployment/${name}` }));
    expect(brief(comparedFindings({ ...nothing, differences }, pair))).toEqual([
      "warning configuration configuration.unexplained spec.x in 3 objects",
    ]);
  });

  test("a guard that production lacks is an error, one that it alone has is only told", () => {
    const guard = (object: string) => ({
      application: "web",
      object,
      guard: "it guards",
      topic: "policies" as const,
    });
    const findings = comparedFindings(
      {
        ...nothing,
        differences: [
          difference({ path: "spec.template.spec.securityContext", rightValue: undefined, guard: "limits" }),
        ],
        onlyLeft: [guard("NetworkPolicy/web"), guard("PodDisruptionBudget/web")],
        onlyRight: [guard("NetworkPolicy/other")],
      },
      pair,
    );
    expect(findings.map((f) => [f.severity, f.group])).toEqual([
      ["error", "security baseline"],
      ["error", "security baseline"],
      ["error", "configuration"],
      ["info", "security baseline"],
    ]);
  });

  test("production ahead of staging is a warning; staging ahead is what a promotion is for", () => {
    const version = (leftValue: string, rightValue: string) =>
      comparedFindings(
        { ...nothing, differences: [difference({ class: "version", leftValue, rightValue })] },
        pair,
      )[0]?.severity;
    expect(version("acme/web:1.9.0", "acme/web:1.10.0")).toBe("warning");
    expect(version("acme/web:1.10.0", "acme/web:1.9.0")).toBe("info");
    expect(version("acme/web:abcdef1", "acme/web:9999999")).toBe("info");
  });

  test("an application that does not render is an error, never equal; one that stands alone is told once", () => {
    const findings = comparedFindings(
      {
        ...nothing,
        failed: ["api"],
        alone: [{ application: "web", side: "right" }],
        onlyRight: [{ application: "web", object: "Service/web", guard: null, topic: "other" }],
      },
      pair,
    );
    expect(brief(findings)).toEqual([
      "error configuration configuration.failed api",
      "info configuration configuration.one-sided web",
    ]);
  });
});

const fleetOf = (staging: string, production: string, zones = "[a, b]") =>
  readFleet({
    paths: ["orchestr8.yaml", "web/environments.yaml"],
    texts: new Map([
      ["orchestr8.yaml", `clusters: { one: { zones: ${zones} } }\nteams: { ops: {} }\n`],
      [
        "web/environments.yaml",
        `environments:\n  staging:\n    cluster: one\n    namespace: web-staging\n    promotion: { approvers: [ops] }\n    security: { ${staging} }\n  production:\n    cluster: one\n    namespace: web\n    security: { ${production} }\n`,
      ],
    ]),
  }).fleet;

describe("what the fleet declares", () => {
  test("weaker security towards production, at the line that says so; stronger is no finding", () => {
    const strong =
      "podSecurityStandard: restricted, networkPolicies: strict, debugging: disabled, compliance: [soc2]";
    const weak = "podSecurityStandard: baseline, networkPolicies: permissive, debugging: enabled";
    const findings = declaredFindings(fleetOf(strong, weak), pair);
    expect(findings.map((f) => [f.check, f.severity, f.places[0]?.line])).toEqual([
      ["security.podSecurityStandard", "error", 10],
      ["security.networkPolicies", "error", 10],
      ["security.debugging", "error", 10],
      ["security.compliance", "warning", 7],
    ]);
    expect(declaredFindings(fleetOf(weak, strong), pair)).toEqual([]);
  });

  const pod = (context: string): Manifest => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: { template: { spec: { containers: [{ name: "app", securityContext: JSON.parse(context) }] } } },
  });

  test("a promise is held against what is rendered", () => {
    const fleet = fleetOf(
      "",
      "podSecurityStandard: restricted, networkPolicies: strict, secretsManagement: external",
    );
    const production = fleet.declarations.find((d) => d.environment === "production");
    if (!production) throw new Error("unreachable");
    const checks = (objects: Manifest[]) => promisedFindings(production, objects, true).map((f) => f.check);
    const secret: Manifest = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" } };
    expect(checks([pod("{}"), secret])).toEqual([
      "security.networkPolicies-kept",
      "security.secretsManagement-kept",
      "security.podSecurityStandard-kept",
    ]);
    const policy: Manifest = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "p" },
    };
    expect(checks([pod('{"runAsNonRoot": true, "allowPrivilegeEscalation": false}'), policy])).toEqual([]);
  });

  test("production in one zone is an error, in unnamed zones it is told", () => {
    const severities = (zones: string) => zoneFindings(fleetOf("", "", zones)).map((f) => f.severity);
    expect([severities("[a, b]"), severities("[a]"), severities("[]")]).toEqual([[], ["error"], ["info"]]);
  });
});

describe("the score", () => {
  const finding = (severity: ParityFinding["severity"], subject = "x"): ParityFinding => ({
    check: "a.b",
    group: "configuration",
    severity,
    environments: ["staging", "production"],
    subject,
    cause: "because",
    places: [],
    fix: "do",
  });

  test("20 for an error, 5 for a warning, nothing for what is told, never below 0", () => {
    expect(scoreOf([finding("error"), finding("warning"), finding("info")])).toBe(75);
    expect(scoreOf(Array.from({ length: 9 }, () => finding("error")))).toBe(0);
  });

  test("a group of which nothing is known has no score, and does not lift the whole", () => {
    const { score, groups } = summaryOf([finding("error")], { infrastructure: false, pairs: true });
    expect(groups.map((g) => g.score)).toEqual([null, 80, 100, 100]);
    expect(score).toBe(93);
    const untold: ParityFinding = { ...finding("info"), group: "infrastructure" };
    expect(summaryOf([untold], { infrastructure: false, pairs: true }).groups[0]?.score).toBeNull();
    expect(summaryOf([], { infrastructure: false, pairs: false }).score).toBeNull();
  });

  test("findings come in the same order whatever the order they were found in", () => {
    const some = [finding("info"), finding("error", "b"), finding("error", "a"), finding("warning")];
    expect(inOrder(some)).toEqual(inOrder([...some].reverse()));
    expect(inOrder(some).map((f) => f.severity)).toEqual(["error", "error", "warning", "info"]);
  });
});
