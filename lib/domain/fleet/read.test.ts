import { describe, expect, test } from "vitest";
import type { Problem } from "../problem";
import { fleetMemory } from "./files";
import { mission } from "./mission.fixture";
import { readFleet } from "./read";

/** A repository from path -> text; other paths only exist. */
function read(texts: Record<string, string>, others: readonly string[] = []) {
  return readFleet({
    paths: [...Object.keys(texts), ...others],
    texts: new Map(Object.entries(texts)),
    name: "here",
  });
}

const brief = (p: Problem) => `${p.severity} ${p.code} ${p.file ?? ""}:${p.line ?? ""}:${p.column ?? ""}`;

const root = `name: acme
branch: main
currency: EUR
zone: Europe/Berlin
clusters:
  dev-cluster: { region: eu-central-1 }
  shared-cluster: { region: eu-central-1 }
  staging-cluster: { region: eu-central-1 }
  prod-cluster-primary: { region: eu-central-1, zones: [a, b], context: prod, failover: prod-cluster-secondary }
  prod-cluster-secondary: { region: eu-west-1 }
teams:
  platform-team: { groups: [acme-platform] }
  security-team: { groups: [acme-security], required: 2 }
  developers: { groups: [acme-developers] }
  qa: { groups: [acme-qa] }
change_windows:
  business-hours: { days: [mon, tue], from: "09:00", to: "17:00" }
environments:
  dev: { type: development }
  integration: { type: integration }
  staging: { type: staging }
  production: { type: production }
applications:
  my-service: { path: apps/my-service, team: platform-team }
`;
const overlays = ["dev", "integration", "staging", "production"].map(
  (e) => `apps/my-service/overlays/${e}/kustomization.yaml`,
);
const service = (text: string, rootText = root, others: readonly string[] = overlays) =>
  read({ "orchestr8.yaml": rootText, "apps/my-service/environments.yaml": text }, others);

describe("where a cluster's use and costs are told", () => {
  const withSources = (text: string) =>
    service(mission, root.replace("dev-cluster: { region: eu-central-1 }", `dev-cluster: ${text}`));

  test("a Prometheus with its labels and an OpenCost with its currency belong to the cluster", () => {
    const { fleet } = withSources(
      '{ metrics: { prometheus: "https://p.example", labels: { cluster: dev } }, costs: { opencost: "http://o.example" } }',
    );
    expect(fleet.clusters[0]).toMatchObject({
      metrics: { prometheus: "https://p.example", labels: { cluster: "dev" } },
      costs: { opencost: "http://o.example", currency: "USD" },
    });
    expect(fleet.clusters[1]).toMatchObject({ metrics: null, costs: null });
  });

  test("an address with a password, or of another kind, is a problem at its place", () => {
    const { problems } = withSources(
      '{ metrics: { prometheus: "https://me:secret@p.example" }, costs: { opencost: "ftp://o.example" } }',
    );
    const errors = problems.filter(({ severity }) => severity === "error");
    expect(errors.map(({ line, message }) => [line, message.includes("O8_SOURCE_TOKENS")])).toEqual([
      [6, true],
      [6, false],
    ]);
    expect(errors.map(({ message }) => message).join()).not.toContain("secret");
  });
});

describe("the description's own blocks", () => {
  test("they parse with one warning: the repeated deployment key, naming both lines", () => {
    const { fleet, problems, valid } = service(mission);
    expect(problems.map(brief)).toEqual([
      "warning yaml.duplicate-key apps/my-service/environments.yaml:108:5",
    ]);
    expect(problems[0]?.message).toContain("lines 90 and 108");
    expect(problems[0]?.related).toEqual([
      { file: "apps/my-service/environments.yaml", line: 90, column: 5 },
    ]);
    expect(valid).toBe(true);
    const production = fleet.declarations.find((d) => d.environment === "production");
    expect(production?.block.deployment).toEqual({
      replicas: 3,
      strategy: "RollingUpdate",
      maxUnavailable: 1,
      maxSurge: 1,
      change_window: "business-hours",
      rollback_enabled: true,
      canary_deployment: true,
    });
    expect(production?.block.monitoring).toEqual({
      sla_objectives: { availability: "99.9%", latency_p95: "500ms", error_rate: "<0.1%" },
    });
    expect(production?.origins["deployment.change_window"]).toEqual({
      file: "apps/my-service/environments.yaml",
      line: 109,
      column: 22,
      layer: "application",
    });
  });

  test("without a fleet file they parse too, and its absence is a warning", () => {
    const { fleet, problems } = read({ "environments.yaml": mission });
    expect(problems.map((p) => `${p.severity} ${p.code}`)).toEqual([
      "warning fleet.missing",
      "warning yaml.duplicate-key",
    ]);
    expect(fleet.environments.map((e) => [e.name, e.order, e.type])).toEqual([
      ["dev", 0, "development"],
      ["integration", 1, "integration"],
      ["staging", 2, "staging"],
      ["production", 3, "production"],
    ]);
    expect(fleet.applications.map((a) => a.name)).toEqual(["here"]);
  });

  test("a failover cluster is a second placement in the same namespace and its own region", () => {
    const { fleet } = service(mission);
    expect(fleet.placements.filter((p) => p.environment === "production")).toEqual([
      {
        id: "my-service/production/prod-cluster-primary",
        application: "my-service",
        environment: "production",
        cluster: "prod-cluster-primary",
        region: "eu-central-1",
        role: "primary",
        namespace: "my-service",
        source: { kind: "kustomize", path: "apps/my-service/overlays/production" },
      },
      {
        id: "my-service/production/prod-cluster-secondary",
        application: "my-service",
        environment: "production",
        cluster: "prod-cluster-secondary",
        region: "eu-west-1",
        role: "failover",
        namespace: "my-service",
        source: { kind: "kustomize", path: "apps/my-service/overlays/production" },
      },
    ]);
  });
});

const dev = (keys: string) =>
  `environments:\n  dev:\n    cluster: dev-cluster\n    namespace: my-service-dev\n${keys}`;
const file = "apps/my-service/environments.yaml";

describe("a wrong value is a problem at its place, with the way out", () => {
  const cases: [string, string, Partial<Problem>][] = [
    [
      "an unknown key names the nearest",
      "    resourcs: {}\n",
      {
        code: "fleet.unknown-key",
        line: 5,
        column: 5,
        message: 'Unknown key "resourcs" in environments.dev',
        hint: 'Did you mean "resources"?',
      },
    ],
    [
      "a nested unknown key",
      "    deployment:\n      max_surge: 1\n",
      { code: "fleet.unknown-key", line: 6, column: 7, hint: 'Did you mean "maxSurge"?' },
    ],
    [
      "a wrong type",
      "    deployment: { replicas: three }\n",
      {
        code: "fleet.wrong-type",
        line: 5,
        column: 29,
        message: 'environments.dev.deployment.replicas must be a number, not "three"',
      },
    ],
    [
      "a word of no choice",
      "    security: { podSecurityStandard: restrictd }\n",
      { code: "fleet.invalid-value", line: 5, column: 38, hint: 'Did you mean "restricted"?' },
    ],
    [
      "a YAML boolean for a switch",
      "    security: { debugging: true }\n",
      { code: "fleet.invalid-value", line: 5, hint: 'Did you mean "enabled"?' },
    ],
    [
      "a bad quantity",
      "    resources: { limits: { memory: 256MB } }\n",
      { code: "fleet.invalid-value", line: 5, column: 36 },
    ],
    [
      "a percentage above 100",
      "    deployment: { maxUnavailable: 150% }\n",
      { code: "fleet.invalid-value", line: 5, column: 35 },
    ],
    [
      "a bad duration",
      "    promotion: { soak: 24 hours }\n",
      { code: "fleet.invalid-value", line: 5, column: 24 },
    ],
    [
      "an unknown cluster",
      "    failover_cluster: dev-cluster-2\n",
      { code: "fleet.unknown-cluster", line: 5, column: 23, hint: 'Did you mean "dev-cluster"?' },
    ],
    [
      "an unknown team in access",
      "    access: { develpers: read-write }\n",
      { code: "fleet.unknown-team", line: 5, column: 15, hint: 'Did you mean "developers"?' },
    ],
    [
      "an unknown approver",
      "    promotion: { approvers: [qa, platform] }\n",
      { code: "fleet.unknown-team", line: 5, column: 34 },
    ],
    [
      "an unknown window",
      "    deployment: { change_window: busines-hours }\n",
      { code: "fleet.unknown-window", line: 5, column: 34, hint: 'Did you mean "business-hours"?' },
    ],
    [
      "an unknown next environment",
      "    promotion: { on_success: stagin }\n",
      { code: "fleet.unknown-environment", line: 5, column: 30, hint: 'Did you mean "staging"?' },
    ],
    [
      "a promotion backwards",
      "    promotion: { on_success: dev }\n",
      { code: "fleet.invalid-value", line: 5, column: 30 },
    ],
    [
      "an unreadable objective",
      "    monitoring: { sla_objectives: { availability: high } }\n",
      { code: "fleet.invalid-value", line: 5, column: 51 },
    ],
    [
      "more nodes at least than at most",
      "    node_pool: { min_nodes: 5, max_nodes: 2 }\n",
      { code: "fleet.invalid-value", line: 5, column: 43 },
    ],
    [
      "a schedule with a key of another tool",
      '    schedule: { from: "08:00", to: "20:00", timezone: UTC }\n',
      { code: "fleet.unknown-key", line: 5, column: 45, hint: expect.stringContaining("zone") },
    ],
    [
      "a schedule that says when to wake and never when to sleep",
      '    schedule: { from: "08:00" }\n',
      { code: "fleet.schedule-incomplete", line: 5 },
    ],
    [
      "a holiday that does not exist",
      '    schedule: { from: "08:00", to: "20:00", holidays: [2026-02-30] }\n',
      { code: "fleet.invalid-value", line: 5, column: 56 },
    ],
    [
      "a repeated key with two values",
      "    data: { a: 1 }\n    namespace: other\n",
      { code: "yaml.duplicate-conflict", line: 6, column: 16 },
    ],
  ];
  test.each(cases)("%s", (_title, keys, expected) => {
    const { problems, fleet, valid } = service(dev(keys));
    const errors = problems.filter((p) => p.severity === "error");
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ file, ...expected });
    expect(valid).toBe(false);
    // What is good of the block survives.
    expect(fleet.declarations[0]?.block).toMatchObject({
      cluster: "dev-cluster",
      namespace: "my-service-dev",
    });
    expect(fleet.placements.length).toBeGreaterThan(0);
  });

  test("each of several unknown keys has its own place", () => {
    const { problems } = service(dev("    foo: 1\n    bar: 2\n"));
    expect(problems.map(brief)).toEqual([
      `error fleet.unknown-key ${file}:5:5`,
      `error fleet.unknown-key ${file}:6:5`,
    ]);
  });

  test("an environment that orchestr8.yaml does not declare", () => {
    const { problems } = service("environments:\n  prodution:\n    cluster: dev-cluster\n    namespace: x\n");
    expect(problems).toMatchObject([
      { code: "fleet.unknown-environment", line: 2, column: 3, hint: 'Did you mean "production"?' },
    ]);
  });

  test("a block without cluster or namespace cannot be placed, and says so at its key", () => {
    const { problems, fleet } = service("environments:\n  dev:\n    resources: {}\n");
    expect(problems.map(brief)).toEqual([
      `error fleet.no-cluster ${file}:2:3`,
      `error fleet.no-namespace ${file}:2:3`,
    ]);
    expect(fleet.placements).toEqual([]);
    expect(fleet.declarations).toHaveLength(1);
  });

  test("a syntax error hides nothing before it and invents nothing behind it", () => {
    const { problems, fleet } = service(
      dev('    unknwn: 1\n    access:\n      qa: "read-only\n      developers: read-write\n'),
    );
    expect(problems.map((p) => p.code)).toEqual(["fleet.unknown-key", "yaml.syntax"]);
    expect(fleet.declarations[0]?.block.cluster).toBe("dev-cluster");
  });
});

describe("the whole", () => {
  const two = `${root}  other: { path: apps/other }\n`;
  const other = "environments:\n  dev:\n    cluster: dev-cluster\n    namespace: other-dev\n";

  test("one broken application never hides the rest", () => {
    const broken = ["{[", "- a\n- b\n", "", "environments: 5\n", "environments:\n\tdev: x\n", "a: &a [*a]\n"];
    for (const text of broken) {
      const { fleet, problems, governs } = read({
        "orchestr8.yaml": two,
        [file]: text,
        "apps/other/environments.yaml": other,
      });
      expect(problems.some((p) => p.file === file)).toBe(true);
      expect(fleet.placements.map((p) => p.id)).toEqual(["other/dev/dev-cluster"]);
      expect(governs).toBe(true);
    }
  });

  test("broken applications are named, and an error in orchestr8.yaml itself means it cannot govern", () => {
    const one = read({
      "orchestr8.yaml": two,
      [file]: dev("    foo: 1\n"),
      "apps/other/environments.yaml": other,
    });
    expect([one.valid, one.governs, one.broken]).toEqual([false, true, ["my-service"]]);
    const wrong = read({
      "orchestr8.yaml": `${two}surprise: 1\n`,
      [file]: dev(""),
      "apps/other/environments.yaml": other,
    });
    expect([wrong.valid, wrong.governs, wrong.broken]).toEqual([false, false, []]);
  });

  test("node pools of two applications on one cluster must agree, and both lines are named", () => {
    const { problems } = read({
      "orchestr8.yaml": two,
      [file]: dev("    node_pool: { instance_type: t3.small, max_nodes: 3 }\n"),
      "apps/other/environments.yaml": `${other}    node_pool: { instance_type: t3.large, max_nodes: 3 }\n`,
    });
    const found = problems.filter((p) => p.code === "fleet.node-pools-disagree");
    expect(found).toMatchObject([
      {
        severity: "error",
        file: "apps/other/environments.yaml",
        line: 5,
        column: 33,
        related: [{ file, line: 5, column: 33 }],
      },
    ]);
  });

  test("production that nobody has to approve is a problem at the environment before it", () => {
    const unguarded = mission.replace("      approvers: [platform-team, security-team]\n", "");
    const { problems } = service(unguarded);
    expect(problems).toContainEqual(
      expect.objectContaining({ code: "fleet.no-approvers", severity: "error", file, line: 55 }),
    );
  });

  test("an application whose environments.yaml is missing, and one that nobody lists", () => {
    const { problems } = read({ "orchestr8.yaml": root, "services/my-service/environments.yaml": dev("") });
    expect(problems).toMatchObject([
      { code: "fleet.no-environments", file: "orchestr8.yaml", hint: "There is one in services/my-service" },
      { code: "fleet.unlisted", file: "services/my-service/environments.yaml", severity: "warning" },
    ]);
  });

  test("an environment with nothing to build is a warning that says where was looked", () => {
    const { problems } = service(dev(""), root, []);
    expect(problems).toMatchObject([{ code: "fleet.no-source", severity: "warning" }]);
    expect(problems[0]?.message).toContain("apps/my-service/clusters/dev-cluster/");
  });

  test("the same bytes give the same reading", () => {
    const once = JSON.stringify(service(mission));
    for (let i = 0; i < 10; i++) expect(JSON.stringify(service(mission))).toBe(once);
  });

  test("billion laughs, deep nesting and huge files are problems, and reading comes to its end", () => {
    const laughs = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
      .split("")
      .map((l, i) => `${l}: &${l} [${Array(9).fill(`*${"abcdefghij"[i]}`).join(",")}]`)
      .join("\n")}\n`;
    const hostile: [string, string][] = [
      [laughs, "yaml.alias-bomb"],
      [`environments: ${"[".repeat(50_000)}`, "yaml.too-deep"],
      [`environments: ${"{a: ".repeat(300)}1${"}".repeat(300)}`, "yaml.too-deep"],
      [`# ${"x".repeat(5 * 1024 * 1024)}`, "yaml.too-large"],
    ];
    for (const [text, code] of hostile) {
      const { problems } = read({
        "orchestr8.yaml": two,
        [file]: text,
        "apps/other/environments.yaml": other,
      });
      expect(problems.map((p) => p.code)).toContain(code);
    }
  });
});

describe("orchestr8.yaml", () => {
  const only = (text: string) => read({ "orchestr8.yaml": text });
  test.each([
    ["zone: Europe/Berln\n", "fleet.invalid-value", 1, 7],
    ["currency: euro\n", "fleet.invalid-value", 1, 11],
    ["clusters:\n  a: { failover: b }\n", "fleet.unknown-cluster", 2, 18],
    ["roles: { admin: [nobody] }\n", "fleet.unknown-team", 1, 18],
    [
      "freezes:\n  - { name: f, from: 2026-02-30T00:00, to: 2026-03-01T00:00 }\n",
      "fleet.invalid-value",
      2,
      22,
    ],
    [
      "freezes:\n  - { name: f, from: 2026-03-02T00:00, to: 2026-03-01T00:00 }\n",
      "fleet.invalid-value",
      2,
      44,
    ],
    ['change_windows:\n  w: { days: [monday], from: "09:00", to: "17:00" }\n', "fleet.invalid-value", 2, 15],
    ['change_windows:\n  w: { days: [mon], from: "09:00" }\n', "fleet.missing-key", 2, 3],
    ["applications:\n  a: { path: ../outside }\n", "fleet.invalid-value", 2, 14],
    ["enviroments: {}\n", "fleet.unknown-key", 1, 1],
    ["- a\n", "fleet.wrong-type", 1, 1],
  ])("%j is a problem at its place", (text, code, line, column) => {
    const { problems, governs } = only(text);
    expect(problems.filter((p) => p.severity === "error")).toMatchObject(
      [{ code, line, column, file: "orchestr8.yaml" }].concat(),
    );
    expect(governs).toBe(false);
  });

  test("what is good of a broken fleet file survives, list items too", () => {
    const { fleet, problems } = only(
      "freezes:\n  - { name: a }\n  - { name: b, from: 2026-03-01T00:00, to: 2026-03-02T00:00, why: x }\nteams:\n  t: { groups: [g] }\n",
    );
    expect(problems.map(brief)).toEqual([
      "error fleet.missing-key orchestr8.yaml:2:5",
      "error fleet.missing-key orchestr8.yaml:2:5",
      "error fleet.unknown-key orchestr8.yaml:3:62",
    ]);
    expect(fleet.freezes).toMatchObject([{ name: "b", zone: "UTC", place: { line: 3, column: 5 } }]);
    expect(fleet.teams).toMatchObject([
      { name: "t", groups: ["g"], required: 1, place: { line: 5, column: 3 } },
    ]);
  });

  test("environments keep the order of the file, even when their names are numbers", () => {
    const { fleet } = only(
      "environments:\n  qa: {}\n  '2': { type: staging }\n  '1': { type: production }\n",
    );
    expect(fleet.environments.map((e) => [e.name, e.order, e.type])).toEqual([
      ["qa", 0, "integration"],
      ["2", 1, "staging"],
      ["1", 2, "production"],
    ]);
  });
});

describe("500 applications in four environments", () => {
  const names = Array.from({ length: 500 }, (_, i) => `service-${i}`);
  const texts = new Map(
    names.map((n) => [`apps/${n}/environments.yaml`, mission.replaceAll("my-service", n)]),
  );
  texts.set(
    "orchestr8.yaml",
    `${root.slice(0, root.indexOf("applications:"))}applications:\n${names.map((n) => `  ${n}: { path: apps/${n} }\n`).join("")}`,
  );
  const paths = [...texts.keys(), ...names.flatMap((n) => overlays.map((o) => o.replace("my-service", n)))];

  test("are read whole, and with a memory as without one when a file changed", () => {
    const memory = fleetMemory();
    expect(readFleet({ paths, texts, memory }).fleet.placements).toHaveLength(2500);
    const changed = new Map(texts).set(
      "apps/service-7/environments.yaml",
      mission.replaceAll("my-service", "renamed"),
    );
    expect(readFleet({ paths, texts: changed, memory })).toEqual(readFleet({ paths, texts: changed }));
  });
});

test("an application's entry may hold its blocks itself, so that a repository needs no environments.yaml", () => {
  const root = `environments:
  staging: { type: staging, cluster: one, promotion: { approvers: [ops] } }
  production: { type: production, cluster: one }
clusters: { one: {} }
teams: { ops: {} }
applications:
  web:
    path: deploy
    kustomize: "web/{environment}"
    environments:
      staging: { namespace: web-staging }
      production: { namespace: web }
  api:
    path: deploy
    kustomize: "api/{environment}"
    environments:
      staging: { namespace: api-staging }
      production:
`;
  const paths = [
    "orchestr8.yaml",
    "deploy/web/staging/kustomization.yaml",
    "deploy/web/production/kustomization.yaml",
    "deploy/api/staging/kustomization.yaml",
  ];
  const { fleet, problems } = readFleet({ paths, texts: new Map([["orchestr8.yaml", root]]) });
  expect(problems.map((p) => [p.code, p.line])).toEqual([["fleet.no-namespace", 18]]);
  expect(fleet.placements.map((p) => [p.id, p.namespace, p.source])).toEqual([
    ["web/staging/one", "web-staging", { kind: "kustomize", path: "deploy/web/staging" }],
    ["web/production/one", "web", { kind: "kustomize", path: "deploy/web/production" }],
    ["api/staging/one", "api-staging", { kind: "kustomize", path: "deploy/api/staging" }],
  ]);
  expect(fleet.declarations[0]).toMatchObject({ file: "orchestr8.yaml", line: 11 });
  const twice = readFleet({
    paths: [...paths, "deploy/environments.yaml"],
    texts: new Map([
      ["orchestr8.yaml", root],
      ["deploy/environments.yaml", "environments:\n  staging:\n"],
    ]),
  });
  expect(twice.problems.map((p) => p.code)).toContain("fleet.two-declarations");
});
