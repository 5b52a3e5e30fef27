import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { EnvironmentDiff } from "@/lib/contract/documents/environment";
import { FleetInit } from "@/lib/contract/documents/fleet-init";
import { o8 } from "./io.fixture";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function folder(files: Record<string, string> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "o8-init-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

const configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n";
const shop = {
  "overlays/staging/kustomization.yaml": "namespace: shop-staging\nresources: [settings.yaml]\n",
  "overlays/staging/settings.yaml": configMap,
  "overlays/production/kustomization.yaml": "namespace: shop\nresources: [settings.yaml]\n",
  "overlays/production/settings.yaml": configMap,
};

const read = async (dir: string) => {
  const { exit, out } = await o8(["fleet", "init", dir, "-o", "json"]);
  return { exit, document: FleetInit.parse(JSON.parse(out)) };
};

test("a proposal is printed and nothing is written; --write writes it once and never over a file", async () => {
  const dir = await folder(shop);
  const { exit, document } = await read(dir);
  expect([exit, document.problems]).toEqual([0, []]);
  expect(document.evidence.map((e) => e.claim)).toContain("staging is an environment of type staging");
  expect(existsSync(join(dir, "orchestr8.yaml"))).toBe(false);
  expect((await o8(["fleet", "init", dir, "--write"])).exit).toBe(0);
  expect(await readFile(join(dir, "orchestr8.yaml"), "utf8")).toBe(document.proposal);
  expect((await o8(["fleet", "lint", dir])).exit).toBe(0);

  await writeFile(join(dir, "orchestr8.yaml"), "name: mine\n");
  const again = await o8(["fleet", "init", dir, "--write", "-o", "json"]);
  expect(again.exit).toBe(3);
  expect(JSON.parse(again.out)).toMatchObject({ refusal: { code: "fleet.exists" } });
  expect(await readFile(join(dir, "orchestr8.yaml"), "utf8")).toBe("name: mine\n");
});

test("a remote base is refused by name before anything is fetched, and the other environment still renders", async () => {
  const remote = "resources: [github.com/acme/base?ref=v1]\n";
  const dir = await folder({ ...shop, "overlays/production/kustomization.yaml": remote });
  const { exit, document } = await read(dir);
  expect(exit).toBe(1);
  expect(document.problems).toMatchObject([
    { code: "render.remote", severity: "error", file: "overlays/production/kustomization.yaml", line: 1 },
  ]);
  expect(document.problems[0]?.message).toContain("github.com/acme/base");
  const { out } = await o8(["fleet", "init", dir]);
  expect(out).toContain("staging: renders, 1 object");
});

test("a folder without any environment says so, and a folder that is none is a usage error", async () => {
  const { exit, document } = await read(await folder({ "README.md": "" }));
  expect([exit, document.problems.map((p) => p.code)]).toEqual([1, ["onboarding.no-environment"]]);
  expect((await o8(["fleet", "init", "/nowhere"])).exit).toBe(2);
});

test("what Flux changes in each environment is onboarded, compared and explained by its line; lint tells what is not", async () => {
  const flux = (environment: string, more = "") => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec:
  path: ./shop
  sourceRef: { kind: GitRepository, name: flux-system }
  targetNamespace: shop-${environment}
${more}  postBuild:
    substitute:
      LEVEL: ${environment === "staging" ? "debug" : "info"}
`;
  const dir = await folder({
    "shop/settings.yaml": `${configMap}data: { level: "\${LEVEL}" }\n`,
    "clusters/staging/shop.yaml": flux("staging"),
    "clusters/production/shop.yaml": flux("production", "  suspend: true\n"),
  });
  expect((await o8(["fleet", "init", dir, "--write"])).exit).toBe(0);
  expect(await readFile(join(dir, "orchestr8.yaml"), "utf8")).toContain(
    'flux: { file: "/clusters/{environment}/shop.yaml", name: "shop" }',
  );
  const lint = JSON.parse((await o8(["fleet", "lint", dir, "-o", "json"])).out);
  expect(lint.problems).toMatchObject([
    {
      code: "flux.inactive",
      severity: "warning",
      file: "clusters/production/shop.yaml",
      line: 8,
      column: 12,
    },
  ]);
  const diff = await o8(["environment", "diff", "staging", "production", "--repo", dir, "-o", "json"]);
  const { differences } = EnvironmentDiff.parse(JSON.parse(diff.out));
  expect(differences.find(({ path }) => path === "data.level")).toMatchObject({
    leftValue: "debug",
    rightValue: "info",
  });
  const explained = await o8([
    "environment",
    "explain",
    "staging",
    "ConfigMap/settings/data.level",
    "--repo",
    dir,
  ]);
  expect(explained.out).toContain("clusters/staging/shop.yaml:10");
});

const repositories = resolve(import.meta.dirname, "../../shared/repos");

describe.skipIf(!existsSync(repositories))("real repositories are onboarded without an edit by hand", () => {
  test.each([
    ["podinfo", { dev: 25, staging: 25, production: 25 }, 0],
    ["bank-of-anthos", { development: 19, staging: 14, production: 18 }, 1],
    ["flux2-kustomize-helm-example", { staging: 12, production: 12 }, 1],
  ])(
    "%s: every environment renders with the objects that its README counts, and two of them compare",
    async (name, objects, differs) => {
      const dir = await folder();
      await cp(join(repositories, name), dir, { recursive: true });
      const { exit, out } = await o8(["fleet", "init", dir, "--write"]);
      expect(exit).toBe(0);
      for (const [environment, count] of Object.entries(objects))
        expect(out).toContain(`${environment}: renders, ${count} objects`);
      expect(JSON.parse((await o8(["fleet", "lint", dir, "-o", "json"])).out).problems).toEqual([]);
      const diff = await o8(["environment", "diff", "staging", "production", "--repo", dir, "-o", "json"]);
      expect(diff.exit).toBe(differs);
      const document = EnvironmentDiff.parse(JSON.parse(diff.out));
      expect(document.applications.filter((a) => a.status === "failed")).toEqual([]);
      expect(document.differences.length).toBeGreaterThan(0);
      // Only Flux says which of its servers an environment asks for certificates.
      if (name.startsWith("flux"))
        expect(document.differences.map(({ path }) => path)).toContain("spec.acme.server");
    },
    120_000,
  );
});
