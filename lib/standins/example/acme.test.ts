import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { diffManifests } from "@/lib/domain/diff/diff";
import type { Manifest } from "@/lib/domain/manifest";
import { acme, acmePaths, acmeReading, acmeText, renderAcme } from "./acme.fixture";
import { checks } from "./checks";
import { people } from "./people";
import { environments, versionFile } from "./version";

const mission = [
  "Rollout",
  "AnalysisTemplate",
  "NetworkPolicy",
  "SecretStore",
  "ExternalSecret",
  "RoleBinding",
  "Cluster",
  "ConfigMap",
  "GrafanaDashboard",
  "PrometheusRule",
  "CronJob",
];
const missionFile = join(acme, "../../../shared/mission/environment-management.txt");
const { fleet, problems, governs, broken } = acmeReading;
const blockOf = (application: string, environment: string) =>
  fleet.declarations.find((one) => one.application === application && one.environment === environment)?.block;
const version = (application: string, environment: (typeof environments)[number]) => {
  const path = versionFile(application, environment);
  return acmePaths.includes(path) ? (/\b(?:newTag|tag): "([^"]+)"/.exec(acmeText(path))?.[1] ?? null) : null;
};

describe.skipIf(!existsSync(missionFile))("the mission", () => {
  test("my-service holds the mission's four blocks word for word", () => {
    const words = (text: string) =>
      text
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean);
    const mission = words(readFileSync(missionFile, "utf8"));
    const block = (first: string, next: string) => {
      const begin = mission.indexOf(first);
      return mission.slice(begin, mission.indexOf(next, begin));
    };
    const said = [
      ...block("dev:", "Integration Environment"),
      ...block("integration:", "Staging Environment"),
      ...block("staging:", "Production Environment"),
      ...block("production:", "Environment Configuration"),
    ];
    expect(words(acmeText("apps/my-service/environments.yaml"))).toEqual([
      "# dev environment configuration",
      "environments:",
      ...said,
    ]);
  });
});

test("the only problems are the two made on purpose, and they stop notifier alone", () => {
  expect(problems.map(({ code, severity, file }) => ({ code, severity, file }))).toEqual([
    { code: "yaml.duplicate-key", severity: "warning", file: "apps/my-service/environments.yaml" },
    { code: "fleet.unknown-key", severity: "error", file: "apps/notifier/environments.yaml" },
  ]);
  expect(governs).toBe(true);
  expect(broken).toEqual(["notifier"]);
});

test("eight applications run in four environments on five clusters in two regions", () => {
  const kinds = fleet.applications.map((one) => one.renderer);
  expect(kinds.filter((kind) => kind === "kustomize")).toHaveLength(5);
  expect(kinds.filter((kind) => kind === "helm")).toHaveLength(3);
  expect(fleet.environments.map((one) => one.name)).toEqual([...environments]);
  expect(new Set(fleet.placements.map((one) => one.cluster)).size).toBe(5);
  expect(new Set(fleet.clusters.map((one) => one.region)).size).toBe(2);
});

test("the README's table says the versions that the files say", () => {
  const rows = acmeText("README.md")
    .split("\n")
    .filter((line) => /^\| \S+ \| \S+ \| (Kustomize|Helm) /.test(line));
  expect(rows).toHaveLength(8);
  for (const row of rows) {
    const [application = "", , , ...told] = row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    expect(told).toEqual(environments.map((one) => version(application, one) ?? "not deployed"));
  }
});

test("evidence is about the version that runs there, and only about checks its rules ask for", () => {
  for (const { application, environment, version: tested, check } of checks) {
    expect([
      application,
      environment,
      version(application, environment as (typeof environments)[number]),
    ]).toEqual([application, environment, tested]);
    expect(Object.keys(blockOf(application, environment)?.testing ?? {})).toContain(check);
  }
});

test.each(["my-service", "checkout", "search"])(
  "every check that guards the way of %s to production has passed",
  (application) => {
    for (const environment of ["integration", "staging"]) {
      const passed = checks.filter(
        (one) =>
          one.application === application && one.environment === environment && one.result === "passed",
      );
      expect(passed.map((one) => one.check).sort()).toEqual(
        Object.keys(blockOf(application, environment)?.testing ?? {}).sort(),
      );
    }
  },
);

test("checkout can be delivered to production at any hour, and my-service waits for business hours and two teams", () => {
  expect(blockOf("checkout", "production")?.deployment?.change_window).toBeUndefined();
  expect(version("checkout", "staging")).not.toBe(version("checkout", "production"));
  expect(blockOf("my-service", "production")?.deployment?.change_window).toBe("business-hours");
  expect(blockOf("my-service", "staging")?.promotion?.approvers).toEqual(["platform-team", "security-team"]);
});

test("every team of the demo's people is a team of the fleet, with the group they bring", () => {
  for (const { teams, groups } of people)
    expect(teams.map((team) => fleet.teams.find((one) => one.name === team)?.groups[0])).toEqual([...groups]);
});

test("node pools in Terraform are the declared ones, and production lies in two zones or more", () => {
  for (const { name } of fleet.environments) {
    const vars = acmeText(`terraform/${name}/terraform.tfvars`);
    const value = (key: string) => new RegExp(`^${key} += "?([^"\\n]+)"?$`, "m").exec(vars)?.[1];
    const pool = blockOf("my-service", name)?.node_pool;
    expect([value("node_instance_type"), value("node_min"), value("node_max")]).toEqual([
      pool?.instance_type,
      String(pool?.min_nodes),
      String(pool?.max_nodes),
    ]);
  }
  expect(acmeText("terraform/production/terraform.tfvars").match(/eu-central-1[abc]/g)).toHaveLength(3);
});

describe("rendered", () => {
  let rendered: ReadonlyMap<string, readonly Manifest[]>;
  beforeAll(async () => {
    rendered = await renderAcme(fleet.placements);
  });
  const of = (environment: string, role = "primary") =>
    fleet.placements
      .filter((one) => one.environment === environment && one.role === role)
      .flatMap(({ application, id }) =>
        (rendered.get(id) ?? []).map((manifest) => ({ application, manifest })),
      );
  const diff = (left: string, right: string) => {
    const sides = { left: of(left), right: of(right) };
    const indexed = (side: typeof sides.left) =>
      side.map(({ application, manifest }, index) => {
        return {
          index,
          manifest: {
            ...manifest,
            metadata: { ...manifest.metadata, annotations: { "acme.test/application": application } },
          },
        };
      });
    const found = diffManifests({
      left: indexed(sides.left),
      right: indexed(sides.right),
      leftName: left,
      rightName: right,
      tokensLeft: fleet.compare.tokens[left],
      tokensRight: fleet.compare.tokens[right],
      expect: fleet.compare.expect,
      applicationOf: (manifest) =>
        String((manifest.metadata.annotations as Record<string, string>)["acme.test/application"]),
    });
    const name = (side: typeof sides.left, index: number | string) => {
      const one = side[Number(index)];
      return `${one?.application} ${one?.manifest.kind}`;
    };
    return { ...found, onlyLeft: found.onlyLeft.map((index) => name(sides.left, index)) };
  };

  test("every kind that the mission shows exists somewhere", () => {
    const kinds = new Set([...rendered.values()].flat().map((one) => one.kind));
    for (const kind of mission) expect(kinds).toContain(kind);
  });

  test("every placement gives objects in one namespace, its own, which it brings along", () => {
    for (const { id, namespace } of fleet.placements) {
      const found = rendered.get(id) ?? [];
      expect([
        id,
        ...found.filter((one) => one.kind === "Namespace").map((one) => one.metadata.name),
      ]).toEqual([id, namespace]);
      for (const one of found)
        if (one.kind !== "Namespace") expect([id, one.metadata.namespace]).toEqual([id, namespace]);
    }
  });

  test("between staging and production only what was forgotten needs a look", () => {
    const { differences, onlyLeft } = diff("staging", "production");
    const loud = differences.filter((one) => one.class === "unexplained" || one.class === "leak");
    expect(loud.map((one) => [one.class, one.object, one.path, one.leftValue, one.rightValue])).toEqual([
      [
        "unexplained",
        "Deployment/my-service",
        "spec.template.spec.containers[app].resources.limits.memory",
        "1Gi",
        "512Mi",
      ],
      [
        "leak",
        "Deployment/checkout",
        "spec.template.spec.containers[app].env[SESSION_STORE].value",
        "rediss://cache.staging.acme.example:6379/0?pool=8",
        "rediss://cache.staging.acme.example:6379/0?pool=32",
      ],
    ]);
    expect(onlyLeft).toEqual(["ledger PodDisruptionBudget"]);
  });

  test("no rule of the fleet is superfluous", () => {
    const pairs = [
      ["staging", "production"],
      ["integration", "staging"],
      ["dev", "integration"],
    ] as const;
    const unused = pairs.map(
      ([left, right]) => new Set(diff(left, right).problems.map((one) => one.message)),
    );
    expect([...(unused[0] ?? [])].filter((message) => unused.every((one) => one.has(message)))).toEqual([]);
  });

  test("the failover cluster keeps the memory that the primary has lost", () => {
    const memory = (id: string) =>
      /"limits":\{[^}]*"memory":"([^"]+)"/.exec(
        JSON.stringify(rendered.get(id)?.find((one) => one.kind === "Deployment")),
      )?.[1];
    expect(memory("my-service/production/prod-cluster-primary")).toBe("512Mi");
    expect(memory("my-service/production/prod-cluster-secondary")).toBe("2Gi");
  });
});
