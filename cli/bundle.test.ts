import { execFileSync, spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { beforeAll, expect, test } from "vitest";

const program = resolve("dist/o8.mjs");
beforeAll(() => {
  execFileSync(process.execPath, ["scripts/build-cli.mjs"], { stdio: "pipe" });
}, 60_000);

const run = (argv: readonly string[], cwd = resolve("examples/acme")) =>
  spawnSync(process.execPath, [program, ...argv], {
    cwd,
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, NO_COLOR: "1" },
  });

test("the built program says its versions, lints, compares and ends with the right code", () => {
  const version = run(["version", "-o", "json"]);
  expect(JSON.parse(version.stdout)).toMatchObject({ kind: "Version", node: process.versions.node });
  expect(run(["fleet", "lint"]).status).toBe(1);
  const diff = run(["environment", "diff", "staging", "production", "--application", "ledger", "-o", "json"]);
  expect(JSON.parse(diff.stdout)).toMatchObject({ kind: "EnvironmentDiff", left: "staging" });
  expect(diff.status).toBe(1);
  expect(run(["environment", "dif"]).status).toBe(2);
  expect(
    run(["environment", "promote", "my-service", "--from", "dev", "--to", "nowhere", "--plan"]).status,
  ).toBe(3);
});

test("a reader that stops reading ends it quietly", () => {
  const { stderr, stdout } = spawnSync(
    "sh",
    ["-c", `"${process.execPath}" "${program}" environment render --application ledger -o yaml | head -1`],
    {
      cwd: resolve("examples/acme"),
      encoding: "utf8",
    },
  );
  expect(stdout).toBe("---\n");
  expect(stderr).not.toContain("EPIPE");
});
