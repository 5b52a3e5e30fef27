import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { FleetLint } from "@/lib/contract/documents/fleet-lint";
import { mission } from "@/lib/domain/fleet/mission.fixture";
import { lintText, runFleetLint } from "./fleet-lint";
import { UsageError } from "./io";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function folder(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "o8-lint-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

test("a folder without orchestr8.yaml is linted: every environments.yaml, and the missing file is a warning", async () => {
  const dir = await folder({
    "services/my-service/environments.yaml": mission,
    "node_modules/x/environments.yaml": "{[",
    ".git/environments.yaml": "{[",
  });
  const { exit, document } = await runFleetLint({ dir });
  expect(exit).toBe(0);
  expect(FleetLint.parse(document)).toEqual(document);
  const file = "services/my-service/environments.yaml";
  expect(document.environments).toEqual([
    {
      name: "dev",
      order: 0,
      type: "development",
      application: "my-service",
      cluster: "dev-cluster",
      namespace: "my-service-dev",
      file,
      line: 3,
    },
    {
      name: "integration",
      order: 1,
      type: "integration",
      application: "my-service",
      cluster: "shared-cluster",
      namespace: "my-service-int",
      file,
      line: 32,
    },
    {
      name: "staging",
      order: 2,
      type: "staging",
      application: "my-service",
      cluster: "staging-cluster",
      namespace: "my-service-staging",
      file,
      line: 55,
    },
    {
      name: "production",
      order: 3,
      type: "production",
      application: "my-service",
      cluster: "prod-cluster-primary",
      namespace: "my-service",
      file,
      line: 77,
    },
  ]);
  expect(document.applications).toEqual(["my-service"]);
  expect(document.clusters).toEqual([
    "dev-cluster",
    "shared-cluster",
    "staging-cluster",
    "prod-cluster-primary",
    "prod-cluster-secondary",
  ]);
  expect(document.problems.map((p) => [p.code, p.severity])).toEqual([
    ["fleet.missing", "warning"],
    ["yaml.duplicate-key", "warning"],
  ]);
});

test("the example fleet has its one bad key on purpose, and nothing else that is wrong", async () => {
  const { document } = await runFleetLint({ dir: join(import.meta.dirname, "../examples/acme") });
  expect(document.problems.map((p) => p.code).sort()).toEqual(["fleet.unknown-key", "yaml.duplicate-key"]);
  expect(document.applications.length).toBeGreaterThanOrEqual(8);
});

test("an error exits with 1 and is shown with its line, a caret and the way out", async () => {
  const dir = await folder({
    "environments.yaml": "environments:\n  dev:\n    cluster: c\n    namespace: n\n    depolyment: {}\n",
  });
  const linted = await runFleetLint({ dir });
  expect(linted.exit).toBe(1);
  expect(
    lintText(linted),
  ).toContain(`environments.yaml:5:5: error: Unknown key "depolyment" in environments.dev (fleet.unknown-key)
  5 |     depolyment: {}
    |     ^
  Did you mean "deployment"?
`);
  expect(lintText(linted)).toContain("1 application in 1 environment: 1 error, 1 warning");
});

test("both lines of a repeated key are shown, and terminal escapes from files are not sent to the terminal", async () => {
  const dir = await folder({
    "environments.yaml":
      'environments:\n  dev: { cluster: c, namespace: n }\n  dev: { access: { "\u001b[31m": admin } }\n',
  });
  const text = lintText(await runFleetLint({ dir }));
  expect(text).toContain("see environments.yaml:2:3");
  expect(text).not.toContain("\u001b");
});

test("links out of the folder are not followed", async () => {
  const outside = await folder({ "environments.yaml": mission });
  const dir = await folder({ "a.txt": "" });
  await symlink(outside, join(dir, "linked"));
  await symlink(join(outside, "environments.yaml"), join(dir, "environments.yaml"));
  expect((await runFleetLint({ dir })).document.environments).toEqual([]);
});

test("a folder that is not there is a usage error", async () => {
  await expect(runFleetLint({ dir: "/nowhere/at/all" })).rejects.toThrow(UsageError);
});
