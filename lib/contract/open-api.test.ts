import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contracts } from ".";
import { namedSchemas, schemaModules } from "./named-schemas";
import { openApi } from "./open-api";

type Node = { readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

const api = openApi("1.0.0");

/** Every object in the document with the pointer that leads to it. */
function* nodes(value: unknown, at = "#"): Generator<{ node: Node; at: string }> {
  if (!isNode(value)) return;
  if (!Array.isArray(value)) yield { node: value, at };
  for (const [key, inner] of Object.entries(value))
    yield* nodes(inner, `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}

const all = [...nodes(api)];
const found = new Set(all.map(({ at }) => at));
const refs = all.flatMap(({ node: { $ref } }) => (typeof $ref === "string" ? [$ref] : []));
const under = (kind: string): readonly string[] => {
  const { components } = api;
  const part = isNode(components) ? components[kind] : {};
  return isNode(part) ? Object.keys(part) : [];
};

describe("the API's document", () => {
  test("refers only to what it holds", () => {
    expect(refs.length).toBeGreaterThan(500);
    expect(refs.filter((ref) => !found.has(ref))).toEqual([]);
  });

  test("holds nothing that nobody refers to, and only names that OpenAPI allows", () => {
    for (const kind of ["schemas", "responses"]) {
      const names = under(kind);
      expect(names.filter((name) => !refs.includes(`#/components/${kind}/${name}`))).toEqual([]);
      expect(names.filter((name) => !/^[\w.-]+$/.test(name))).toEqual([]);
    }
  });

  test("has each operation once, under an id of its own, with every answer it may give", () => {
    const operations = all
      .filter(({ at }) => /^#\/paths\/[^/]+\/(get|post)$/.test(at))
      .map(({ node }) => node);
    expect(operations).toHaveLength(contracts.reduce((sum, { kind }) => sum + (kind === "query" ? 2 : 1), 0));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { responses } of operations)
      expect(Object.keys(responses as Node)).toEqual(["200", "401", "403", "404", "409", "422", "500"]);
  });

  test("says what a named schema is once: no operation writes it out again", () => {
    const plan = all.filter(({ node }) => isNode(node.unchangedObjects) && isNode(node.placements));
    expect(plan.map(({ at }) => at)).toEqual(["#/components/schemas/PlanView/properties"]);
  });
});

test("every module of the contract that names a schema is among those that are looked through", () => {
  const naming = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .filter((file) =>
      /^export const [A-Z]\w+ = /m.test(readFileSync(join(import.meta.dirname, file), "utf8")),
    )
    .map((file) => file.slice(0, -3));
  expect(schemaModules).toEqual(naming);
});

test("no two schemas of the contract have the same name", () => {
  const names = [...namedSchemas().values()];
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
