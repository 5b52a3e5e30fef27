import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { schemaFiles } from "./schema-files";

const root = resolve(import.meta.dirname, "../..");

test("the published schemas are what the code reads by", () => {
  for (const { path, text } of schemaFiles())
    expect(readFileSync(resolve(root, path), "utf8"), path).toBe(text);
});

test("editors get every key of the description, refuse unknown ones, and need no type for a quantity", () => {
  const [, environments] = schemaFiles().map(({ text }) => JSON.parse(text));
  const block = environments.properties.environments.additionalProperties;
  expect(block.additionalProperties).toBe(false);
  expect(Object.keys(block.properties)).toEqual(
    expect.arrayContaining([
      "cluster",
      "namespace",
      "resources",
      "security",
      "deployment",
      "access",
      "data",
      "testing",
      "promotion",
      "monitoring",
      "node_pool",
    ]),
  );
  expect(block.properties.resources.properties.limits.properties.cpu.anyOf).toMatchObject([
    { type: "string" },
    { type: "number" },
  ]);
  expect(block.properties.deployment.properties.strategy.enum).toContain("BlueGreen");
});
