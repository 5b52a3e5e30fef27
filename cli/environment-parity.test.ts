import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { EnvironmentParity } from "@/lib/contract/documents/parity";
import { o8 } from "./io.fixture";

const acme = resolve(import.meta.dirname, "../examples/acme");
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function copy(edits: Record<string, (text: string) => string> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "o8-parity-"));
  folders.push(root);
  await cp(acme, root, { recursive: true });
  for (const [file, edit] of Object.entries(edits))
    await writeFile(join(root, file), edit(await readFile(join(root, file), "utf8")));
  return root;
}

const read = async (repo: string, ...environments: string[]) => {
  const { exit, out } = await o8(["environment", "parity", ...environments, "--repo", repo, "-o", "json"]);
  return { exit, document: EnvironmentParity.parse(JSON.parse(out)) };
};

describe("the example fleet", () => {
  test("its forgotten mistakes come first, each with the lines that cause it, and the exit code says so", async () => {
    const { exit, document } = await read(acme, "staging", "production");
    expect(exit).toBe(1);
    expect(document.pairs).toEqual([{ left: "staging", right: "production" }]);
    const errors = document.findings.filter((f) => f.severity === "error");
    expect(errors.map((f) => f.check)).toEqual(["configuration.guard", "configuration.leak"]);
    expect(errors[0]?.subject).toContain("PodDisruptionBudget/ledger");
    expect(errors[1]?.places[0]?.file).toBe("apps/checkout/values/production.yaml");
    const infrastructure = document.groups.find((g) => g.name === "infrastructure");
    expect(infrastructure).toMatchObject({ score: 100, errors: 0 });
  }, 120_000);

  test("Terraform is held against the declared node pool and zones, and a mistake in it has line and column", async () => {
    const repo = await copy({
      "terraform/production/terraform.tfvars": (text) =>
        text
          .replace("node_max           = 10", "node_max = 12")
          .replace(/^zones .*$/m, 'zones = ["eu-central-1a"]'),
      "terraform/staging/versions.tf": (text) => `${text}\nbroken = [1,\nx = 2\n`,
    });
    const { exit, document } = await read(repo, "production");
    expect(exit).toBe(1);
    const found = document.findings.map(
      (f) => `${f.check} ${f.places.map((p) => `${p.file}:${p.line}`).join(" ")}`,
    );
    expect(found).toContain("terraform.zones terraform/production/terraform.tfvars:2");
    expect(
      found.filter((f) =>
        f.startsWith("terraform.node-pool terraform/production/terraform.tfvars:10 orchestr8.yaml"),
      ),
    ).toHaveLength(2);
    expect(document.problems).toContainEqual(
      expect.objectContaining({ code: "terraform.syntax", file: "terraform/staging/versions.tf", column: 3 }),
    );
    expect(document.score).not.toBeNull();
  }, 120_000);

  test("an environment that does not exist is refused by name", async () => {
    const { exit, out } = await o8(["environment", "parity", "nowhere", "--repo", acme, "-o", "json"]);
    expect([exit, JSON.parse(out).refusal.code]).toEqual([3, "scope.missing"]);
  });
});
