import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { EnvironmentDiff, EnvironmentList, EnvironmentRender } from "@/lib/contract/documents/environment";
import { EnvironmentPromote } from "@/lib/contract/documents/promotion";
import { parseJson } from "@/lib/domain/json";
import { o8 } from "./io.fixture";

const acme = resolve("examples/acme");
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "o8-cli-"));
  made.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const fleet = (extra = ""): Record<string, string> => ({
  "orchestr8.yaml": `name: small
clusters: {one: {}, two: {}}
teams: {platform-team: {groups: [g]}}
environments:
  staging: {type: staging}
  production: {type: production}
applications:
  web: {path: apps/web}
  bad: {path: apps/bad}
`,
  "apps/web/environments.yaml": `environments:
  staging: {cluster: one, namespace: web-staging, promotion: {approvers: [platform-team]}}
  production: {cluster: two, namespace: web}
`,
  "apps/web/base/kustomization.yaml": "resources: [web.yaml]\n",
  "apps/web/base/web.yaml": `apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data: {note: same}
---
apiVersion: example.com/v1
kind: Big
metadata: {name: big}
spec: {serial: 9007199254740993, word: "yes"}
---
apiVersion: v1
kind: Secret
metadata: {name: password}
stringData: {password: canary-4711}
`,
  "apps/web/overlays/staging/kustomization.yaml": "resources: [../../base]\nnamespace: web-staging\n",
  "apps/web/overlays/production/kustomization.yaml": `resources: [../../base]\nnamespace: web\n${extra}`,
  "apps/bad/environments.yaml": `environments:
  staging: {cluster: one, namespace: bad, promotion: {approvers: [platform-team]}}
  production: {cluster: two, namespace: bad}
`,
  "apps/bad/overlays/staging/kustomization.yaml": "resources: [missing.yaml]\n",
  "apps/bad/overlays/production/kustomization.yaml": "resources: [missing.yaml]\n",
});

const patched = `patches:
  - patch: |-
      apiVersion: example.com/v1
      kind: Big
      metadata: {name: big}
      spec: {serial: 9007199254740995}
`;

describe("a folder without Git", () => {
  const folder = folderOf(fleet(patched));

  test("two equal environments end with 0, and different ones with 1 and the place of the difference", async () => {
    const equal = folderOf(fleet());
    const same = await o8(
      ["environment", "diff", "staging", "production", "--application", "web", "-o", "json"],
      { cwd: equal },
    );
    expect(EnvironmentDiff.parse(JSON.parse(same.out)).summary.unexplained).toBe(0);
    expect(same.exit).toBe(0);
    const differs = await o8(["environment", "diff", "staging", "production", "--application", "web"], {
      cwd: join(folder, "apps/web"),
    });
    expect(differs.exit).toBe(1);
    expect(differs.out).toContain("unexplained  spec.serial: 9007199254740993 -> 9007199254740995");
  });

  test("integers beyond 2^53 keep their digits in a comparison and in a render", async () => {
    const { out } = await o8(
      ["environment", "diff", "staging", "production", "--application", "web", "-o", "json"],
      { cwd: folder },
    );
    const { differences } = parseJson(out) as {
      differences: { path: string; leftValue: unknown; rightValue: unknown }[];
    };
    expect(differences.find(({ path }) => path === "spec.serial")).toMatchObject({
      leftValue: 9007199254740993n,
      rightValue: 9007199254740995n,
    });
    const rendered = await o8(["environment", "render", "staging", "--application", "web", "-o", "json"], {
      cwd: folder,
    });
    expect(rendered.out).toContain('"serial": 9007199254740993,');
  });

  test("one application that does not render never hides the others, and is never called equal", async () => {
    const diff = await o8(["environment", "diff", "staging", "production", "-o", "json"], { cwd: folder });
    const document = EnvironmentDiff.parse(JSON.parse(diff.out));
    expect(diff.exit).toBe(1);
    expect(document.applications.map(({ name, status }) => [name, status])).toEqual([
      ["web", "compared"],
      ["bad", "failed"],
    ]);
    expect(document.problems).toContainEqual(
      expect.objectContaining({ severity: "error", file: expect.stringContaining("apps/bad/") }),
    );
    const render = await o8(["environment", "render", "-o", "json"], { cwd: folder });
    expect(render.exit).toBe(1);
    const all = EnvironmentRender.parse(JSON.parse(render.out));
    const environments = "environments" in all ? all.environments : [];
    expect(
      environments.map(({ environment, applications }) => [environment, applications.map((a) => a.status)]),
    ).toEqual([
      ["staging", ["rendered", "failed"]],
      ["production", ["rendered", "failed"]],
    ]);
  });

  test("a render is one sorted stream with the same bytes every time, and no secret in it", async () => {
    const once = await o8(["environment", "render", "production", "--application", "web", "-o", "yaml"], {
      cwd: folder,
    });
    const again = await o8(["environment", "render", "production", "--application", "web", "-o", "yaml"], {
      cwd: folder,
    });
    expect(once.exit).toBe(0);
    expect(again.out).toBe(once.out);
    expect(parseAllDocuments(once.out).map((one) => one.get("kind"))).toEqual(["Big", "ConfigMap", "Secret"]);
    expect(once.out).toContain('word: "yes"');
    for (const encoded of ["canary-4711", Buffer.from("canary-4711").toString("base64"), "o8-secret:"])
      expect(once.out).not.toContain(encoded);
  });

  test("what is not there is refused with 3, as the document that was asked for", async () => {
    const { exit, out, err } = await o8(["environment", "diff", "staging", "prod", "-o", "json"], {
      cwd: folder,
    });
    expect(exit).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      kind: "EnvironmentDiff",
      refusal: { code: "scope.missing" },
      problems: [],
    });
    expect(err).toContain("o8 environment list");
    const revision = await o8(["environment", "render", "staging", "--revision", "main"], { cwd: folder });
    expect([revision.exit, revision.out]).toEqual([3, ""]);
  });

  test("a folder that is not there is a wrong word on the command line", async () => {
    expect(await o8(["environment", "list", "--repo", "nowhere"], { cwd: folder })).toMatchObject({
      exit: 2,
      out: "",
    });
  });
});

describe("a checkout", () => {
  const folder = folderOf(fleet());
  const git = (...args: string[]): string =>
    execFileSync(
      "git",
      ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgSign=false", ...args],
      { cwd: folder, encoding: "utf8" },
    );

  test("uncommitted edits count, and a revision shows the files as they were", async () => {
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-qm", "first");
    writeFileSync(
      join(folder, "apps/web/overlays/production/kustomization.yaml"),
      `resources: [../../base]\nnamespace: web\n${patched}`,
    );
    const diff = (...more: string[]) =>
      o8(["environment", "diff", "staging", "production", "--application", "web", ...more], { cwd: folder });
    expect((await diff()).exit).toBe(1);
    expect((await diff("--revision", "HEAD")).exit).toBe(0);
    expect((await diff("--revision", "--output=x")).exit).not.toBe(0);
  });
});

describe("the example, which is a folder of a larger repository", () => {
  test("its environments are listed in order from anywhere inside it, in no time, with the file's own mistakes", async () => {
    const { exit, out } = await o8(["environment", "list", "-o", "json"], {
      cwd: join(acme, "apps/my-service/base"),
    });
    const document = EnvironmentList.parse(JSON.parse(out));
    expect(document.environments.map(({ name }) => name)).toEqual([
      "dev",
      "integration",
      "staging",
      "production",
    ]);
    expect(document.problems).toContainEqual(
      expect.objectContaining({ code: "fleet.unknown-key", file: "apps/notifier/environments.yaml" }),
    );
    expect(exit).toBe(1);
  });

  test("a comparison names its one forgotten memory limit and says where its classes come from", async () => {
    const { exit, out } = await o8([
      "environment",
      "diff",
      "staging",
      "production",
      "--repo",
      acme,
      "--application",
      "my-service",
      "-o",
      "json",
    ]);
    expect(exit).toBe(1);
    const document = EnvironmentDiff.parse(JSON.parse(out));
    expect(document.differences.filter((one) => one.class === "unexplained")).toMatchObject([
      {
        application: "my-service",
        object: "Deployment/my-service",
        path: "spec.template.spec.containers[app].resources.limits.memory",
      },
    ]);
    expect(
      document.differences.filter((one) => one.class === "expected" && one.because === undefined),
    ).toEqual([]);
    expect(document.onlyRight.map(({ object }) => object)).toContain("Rollout/my-service");
  });

  test("an offline plan is a preview: it writes nothing, has no digest and says so", async () => {
    const copy = mkdtempSync(join(tmpdir(), "o8-acme-"));
    made.push(copy);
    cpSync(acme, copy, { recursive: true });
    const argv = [
      "environment",
      "promote",
      "my-service",
      "--from",
      "staging",
      "--to",
      "production",
      "--plan",
    ];
    const { exit, out, err } = await o8([...argv, "-o", "json"], { cwd: copy });
    expect(exit).toBe(0);
    expect(err).toContain("preview");
    const document = EnvironmentPromote.parse(JSON.parse(out));
    expect(document).toMatchObject({
      preview: true,
      promotion: null,
      plan: { digest: null, to: "production" },
    });
    expect(document.plan.edits.map(({ file, before, after }) => [file, before, after])).toContainEqual([
      "apps/my-service/overlays/production/kustomization.yaml",
      "1.8.0",
      "1.8.2",
    ]);
    expect(document.gates.filter(({ blocking }) => blocking).length).toBeGreaterThan(0);
    expect(execFileSync("diff", ["-r", acme, copy], { encoding: "utf8" })).toBe("");
    const text = await o8(argv, { cwd: copy });
    expect(text.out).toContain("security-team");
    const backwards = [
      "environment",
      "promote",
      "my-service",
      "--from",
      "production",
      "--to",
      "dev",
      "--plan",
    ];
    expect((await o8(backwards, { cwd: copy })).exit).toBe(3);
  });
});
