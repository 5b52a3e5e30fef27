import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { EnvironmentDiff } from "@/lib/contract/documents/environment";
import { EnvironmentExplain } from "@/lib/contract/documents/environment-explain";
import { parseJson } from "@/lib/domain/json";
import { o8 } from "./io.fixture";

const acme = resolve("examples/acme");
const explain = (...words: string[]) => o8(["environment", "explain", ...words], { cwd: acme });

describe("o8 environment explain", () => {
  test("prints the winner over the losers, each with file and line, strongest first", async () => {
    const { exit, out } = await explain(
      "production",
      "--application",
      "my-service",
      "Deployment/my-service/spec.template.spec.containers[app].resources.limits.memory",
    );
    expect(exit).toBe(0);
    const lines = out.split("\n").filter((line) => /^ *(base|environment|cluster) /.test(line));
    expect(lines.map((line) => line.trim().split(/\s+/).slice(0, 2))).toEqual([
      ["cluster", "512Mi"],
      ["environment", "2Gi"],
      ["base", "256Mi"],
    ]);
    expect(lines[0]).toContain("apps/my-service/clusters/prod-cluster-primary/memory.yaml:15");
    expect(out).toContain("On prod-cluster-secondary it is 2Gi.");
  });

  test("prints one document that keeps its schema, with value, from and candidates", async () => {
    const { exit, out } = await explain(
      "production",
      "--application",
      "my-service",
      "data.PAYOUT_RETRY_LIMIT",
      "-o",
      "json",
    );
    const document = EnvironmentExplain.parse(parseJson(out));
    expect(exit).toBe(0);
    expect(document).toMatchObject({
      schemaVersion: 1,
      kind: "EnvironmentExplain",
      value: "3",
      from: {
        layer: "environment",
        file: "apps/my-service/overlays/production/kustomization.yaml",
        line: 34,
      },
      elsewhere: [{ cluster: "prod-cluster-secondary", value: "8" }],
    });
    expect(document.candidates).toMatchObject([{ layer: "environment", value: "3", won: true }]);
  });

  test("a declared value is found before rendered ones, and its default that lost is told", async () => {
    const { out } = await explain(
      "production",
      "--application",
      "my-service",
      "access.developers",
      "-o",
      "json",
    );
    const document = EnvironmentExplain.parse(parseJson(out));
    expect(document.object).toBeNull();
    expect(document.candidates.map(({ layer, won }) => [layer, won])).toEqual([
      ["base", false],
      ["environment", true],
    ]);
  });

  test("a path in several objects is refused with the addresses to choose from", async () => {
    const { exit, out } = await explain(
      "production",
      "--application",
      "my-service",
      "spec.replicas",
      "-o",
      "json",
    );
    expect(exit).toBe(3);
    expect(parseJson(out)).toMatchObject({
      refusal: {
        code: "explain.ambiguous",
        facts: {
          addresses: expect.arrayContaining([
            "Deployment/my-service/spec.replicas",
            "Rollout/my-service/spec.replicas",
          ]),
        },
      },
    });
  });

  test("a path in several applications asks for one of them, and one that leads nowhere is refused", async () => {
    const many = await explain("production", "resources.limits.memory");
    expect([many.exit, many.err]).toEqual([3, expect.stringContaining("my-service")]);
    const none = await explain("production", "--application", "my-service", "spec.nothing.here");
    expect([none.exit, none.err]).toEqual([3, expect.stringContaining("explain.missing")]);
  });
});

test("o8 environment diff tells programs which lines set the values that need a look", async () => {
  const { out } = await o8(
    ["environment", "diff", "staging", "production", "--application", "my-service", "-o", "json"],
    { cwd: acme },
  );
  const { differences } = EnvironmentDiff.parse(parseJson(out));
  const memory = differences.find((one) => one.path.endsWith("containers[app].resources.limits.memory"));
  expect(memory).toMatchObject({
    class: "unexplained",
    leftFrom: { layer: "environment", file: "apps/my-service/overlays/staging/kustomization.yaml" },
    rightFrom: {
      layer: "cluster",
      file: "apps/my-service/clusters/prod-cluster-primary/memory.yaml",
      line: 15,
    },
  });
  expect(differences.filter((one) => one.class === "expected").every((one) => one.leftFrom === null)).toBe(
    true,
  );
});
