import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { isFleetPath } from "@/lib/domain/fleet/files";
import { readFleet } from "@/lib/domain/fleet/read";
import { checks } from "./checks";
import { people } from "./people";
import { environments, versionFile } from "./version";

const root = join(import.meta.dirname, "../../../examples/acme");
const missionFile = join(root, "../../../shared/mission/environment-management.txt");
const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const paths = files.map((entry) => relative(root, join(entry.parentPath, entry.name))).sort();
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { fleet, problems, governs, broken } = readFleet({
  paths,
  texts: new Map(paths.filter(isFleetPath).map((path) => [path, read(path)])),
});
const blockOf = (application: string, environment: string) =>
  fleet.declarations.find((one) => one.application === application && one.environment === environment)?.block;
const version = (application: string, environment: (typeof environments)[number]) => {
  const path = versionFile(application, environment);
  return paths.includes(path) ? (/\b(?:newTag|tag): "([^"]+)"/.exec(read(path))?.[1] ?? null) : null;
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
    expect(words(read("apps/my-service/environments.yaml"))).toEqual([
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
  const rows = read("README.md")
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
    const vars = read(`terraform/${name}/terraform.tfvars`);
    const value = (key: string) => new RegExp(`^${key} += "?([^"\\n]+)"?$`, "m").exec(vars)?.[1];
    const pool = blockOf("my-service", name)?.node_pool;
    expect([value("node_instance_type"), value("node_min"), value("node_max")]).toEqual([
      pool?.instance_type,
      String(pool?.min_nodes),
      String(pool?.max_nodes),
    ]);
  }
  expect(read("terraform/production/terraform.tfvars").match(/eu-central-1[abc]/g)).toHaveLength(3);
});

type Rendered = {
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  spec?: unknown;
};
const has = (command: string) => {
  try {
    execFileSync(command, ["version", "--client"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

describe.skipIf(!has("kubectl"))("rendered by kustomize", () => {
  const folders = paths.flatMap(
    (path) => /^(apps\/[^/]+\/(?:overlays|clusters)\/[^/]+)\/kustomization\.yaml$/.exec(path)?.[1] ?? [],
  );
  const rendered = new Map(
    folders.map((folder) => {
      const text = execFileSync("kubectl", ["kustomize", join(root, folder)], { encoding: "utf8" });
      return [folder, parseAllDocuments(text).map((document) => document.toJS() as Rendered)];
    }),
  );
  const objects = [...rendered.values()].flat();

  test("every kind that the mission shows exists somewhere", () => {
    const kinds = new Set(objects.map((one) => one.kind));
    for (const kind of [
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
    ])
      expect(kinds).toContain(kind);
  });

  test("every overlay and cluster gives objects in one namespace, which it brings along", () => {
    for (const [folder, found] of rendered) {
      const spaces = found.filter((one) => one.kind === "Namespace").map((one) => one.metadata.name);
      expect([folder, spaces.length]).toEqual([folder, 1]);
      for (const one of found.filter((other) => other.kind !== "Namespace"))
        expect(one.metadata.namespace).toBe(spaces[0]);
    }
  });

  test("the forgotten differences are there", () => {
    const memory = (folder: string) =>
      JSON.stringify(rendered.get(folder)?.find((one) => one.kind === "Deployment")?.spec).match(
        /"limits":\{[^}]*"memory":"([^"]+)"/,
      )?.[1];
    expect(memory("apps/my-service/clusters/staging-cluster")).toBe("1Gi");
    expect(memory("apps/my-service/clusters/prod-cluster-primary")).toBe("512Mi");
    expect(memory("apps/my-service/clusters/prod-cluster-secondary")).toBe("2Gi");
    expect(read("apps/checkout/values/production.yaml")).toContain("cache.staging.acme.example");
    const guards = (folder: string) =>
      rendered.get(folder)?.filter((one) => one.kind === "PodDisruptionBudget").length;
    expect([
      guards("apps/ledger/overlays/staging"),
      guards("apps/ledger/clusters/prod-cluster-primary"),
    ]).toEqual([1, 0]);
  });
});
