import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktn/hcl2json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { setHclValue } from "./edit";

/** Leaf path -> value as Terraform's own parser reads the file. */
async function meaning(text: string): Promise<Map<string, unknown>> {
  const leaves = new Map<string, unknown>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) leaves.set(path, value);
    else for (const [key, item] of Object.entries(value)) visit(item, `${path}/${key}`);
  };
  visit(await parse("x.tf", text), "");
  return leaves;
}

/** The edit, and what Terraform's parser then sees differently. */
async function edited(
  text: string,
  path: string | (string | number)[],
  expected: string,
  value: string,
  type?: "string" | "number",
) {
  const result = setHclValue(text, { path, value, expect: expected, type });
  expect(result).toMatchObject({ ok: true });
  if (!result.ok) throw new Error("unreachable");
  const [before, after] = [await meaning(text), await meaning(result.text)];
  expect([...after.keys()]).toEqual([...before.keys()]);
  const changed = [...after].filter(([key, item]) => before.get(key) !== item);
  return { text: result.text, changed, result };
}

const tfvars = `# production
region      = "eu-central-1" # keep
cluster_version="1.31"
min_nodes   = 3
big         = 1.50
spot        = false
zones       = ["eu-central-1a", "eu-central-1b", ] // two
tags = {
  env   = "production", owner = "platform"
  "cost-center" : "42"
}
pools = [
  { name = "default", max = 10 },
  { name = "batch"
    max  = 4 },
]
`;

describe("one value of a tfvars file", () => {
  test("strings, numbers, booleans, list items and object keys; every other byte stays", async () => {
    const cases: [string, string, string, string][] = [
      ["region", "eu-central-1", "eu-west-1", '"eu-west-1"'],
      ["cluster_version", "1.31", "1.32", '"1.32"'],
      ["min_nodes", "3", "5", "5"],
      ["big", "1.50", "2.50", "2.50"],
      ["spot", "false", "true", "true"],
      ["zones[1]", "eu-central-1b", "eu-central-1c", '"eu-central-1c"'],
      ["tags.owner", "platform", "payments", '"payments"'],
      ["tags.cost-center", "42", "43", '"43"'],
      ["pools[batch].max", "4", "6", "6"],
      ["pools[0].max", "10", "12", "12"],
    ];
    for (const [path, old, value, written] of cases) {
      const { text, changed } = await edited(tfvars, path, old, value);
      expect(changed).toHaveLength(1);
      expect(text.replace(written, "§")).toBe(
        tfvars.replace(
          written.startsWith('"') ? `"${old}"` : new RegExp(`(?<== )${old.replace(".", "\\.")}(?= ?[\\n}])`),
          "§",
        ),
      );
    }
  });

  test("what Terraform would run as code is written as text", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own placeholders are what is tested
    for (const value of ["${var.x}", "%{ if true }", 'a "quote" \\ and \n\t', "$${x}", "\u0001é"]) {
      const { changed, text } = await edited(tfvars, "region", "eu-central-1", value);
      expect(changed).toHaveLength(1);
      expect(setHclValue(text, { path: "region", value: "eu-central-1", expect: value })).toEqual(
        expect.objectContaining({ ok: true, text: tfvars }),
      );
    }
  });

  test("CRLF, a BOM and a missing last newline stay", () => {
    const text = '\uFEFFa = 1\r\nb = "x"';
    expect(setHclValue(text, { path: "b", value: "y", expect: "x" })).toMatchObject({
      ok: true,
      text: '\uFEFFa = 1\r\nb = "y"',
      line: 2,
      before: 'b = "x"',
      after: 'b = "y"',
    });
  });
});

describe("blocks and expressions", () => {
  const module = `variable "region" {
  type    = string
  default = "eu"
}
module "cluster" {
  source   = "../modules/cluster"
  version  = "1.2.0"
  size     = var.size > 3 ? "big" : "small"
  name     = "\${var.env}-cluster"
  zones    = [for z in var.zones : upper(z)]
  settings = merge({ a = 1 }, local.more)
  text     = <<-EOT
    default = "not a value"
    EOT
  pool {
    max = 3
  }
  pool {
    max = 4
  }
}
`;
  test("literals inside blocks are found by type, labels and position", async () => {
    expect((await edited(module, "module.cluster.version", "1.2.0", "1.3.0")).changed).toEqual([
      ["/module/cluster/0/version", "1.3.0"],
    ]);
    expect((await edited(module, "variable.region.default", "eu", "us")).changed).toEqual([
      ["/variable/region/0/default", "us"],
    ]);
    expect((await edited(module, "module.cluster.pool[1].max", "4", "8")).changed).toEqual([
      ["/module/cluster/0/pool/1/max", 8],
    ]);
  });

  test("what is computed is refused, and says what it is", () => {
    for (const name of ["size", "name", "zones", "settings", "text"]) {
      expect(setHclValue(module, { path: `module.cluster.${name}`, value: "x", expect: null })).toMatchObject(
        { ok: false, refusal: { code: "edit.expression" } },
      );
    }
    expect(setHclValue(module, { path: "variable.region.type", value: "x", expect: null })).toMatchObject({
      ok: false,
      refusal: { code: "edit.expression" },
    });
  });

  test("another old value, nothing there, a whole block, broken text", () => {
    const code = (text: string, path: string, old: string | null) => {
      const result = setHclValue(text, { path, value: "x", expect: old });
      return result.ok ? "ok" : result.refusal.code;
    };
    expect(code(module, "module.cluster.version", "1.0.0")).toBe("edit.moved");
    expect(code(module, "module.cluster.versoin", null)).toBe("edit.missing");
    expect(code(module, "module.cluster", null)).toBe("edit.collection");
    expect(code('a = "x\n', "a", null)).toBe("edit.syntax");
    expect(code("a = {\n", "a", null)).toBe("edit.syntax");
    expect(code(`a = ${"(".repeat(100_000)}`, "a", null)).toBe("edit.syntax");
    expect(code("a = 1\na = 2\n", "a", null)).toBe("edit.syntax");
    expect(code(`a = ${"[".repeat(500)}${"]".repeat(500)}\n`, "a", null)).toBe("edit.syntax");
  });
});

test("generated files: an edit changes exactly one value for Terraform's own parser", async () => {
  const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.string({ unit: "grapheme", maxLength: 8 }));
  const text = (value: unknown): string =>
    typeof value === "string"
      ? JSON.stringify(value)
          .replaceAll(/[$%]\{/g, (s) => `${s[0]}${s}`)
          .replaceAll("\\b", "\\u0008")
          .replaceAll("\\f", "\\u000c")
      : String(value);
  const name = fc
    .stringMatching(/^[a-z][a-z0-9_]{0,6}$/)
    .filter((n) => !["for", "true", "false", "null"].includes(n));
  const file = fc.dictionary(name, fc.record({ value: scalar, list: fc.array(scalar, { maxLength: 3 }) }), {
    minKeys: 1,
    maxKeys: 4,
  });
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.nat(),
      fc.string({ unit: "grapheme", maxLength: 8 }),
      async (data, pick, value) => {
        const source = Object.entries(data)
          .map(
            ([key, { value: v, list }]) =>
              `${key} = {\n  value = ${text(v)} # c\n  list = [${list.map(text).join(", ")}]\n}\n`,
          )
          .join("\n");
        const keys = Object.keys(data);
        const key = keys[pick % keys.length] ?? "";
        const old = String(data[key]?.value);
        const before = await meaning(source);
        const result = setHclValue(source, { path: [key, "value"], value, expect: old, type: "string" });
        expect(result).toMatchObject({ ok: true });
        const after = await meaning(result.ok ? result.text : "");
        for (const [path, item] of before) {
          const wanted = path === `/${key}/value` ? value : item;
          // The parser gives templates back as they are written.
          expect(
            typeof wanted === "string"
              ? String(after.get(path))
                  .replaceAll(/([$%])\1\{/g, "$1{")
                  .normalize()
              : after.get(path),
          ).toEqual(
            typeof wanted === "string" ? wanted.replaceAll(/([$%])\1\{/g, "$1{").normalize() : wanted,
          );
        }
      },
    ),
    { numRuns: 100 },
  );
});

const folder = join(import.meta.dirname, "../../../examples/acme/terraform");
describe.skipIf(!existsSync(folder))("the example's Terraform", () => {
  const files = (directory: string): string[] =>
    readdirSync(directory).flatMap((name) => {
      const path = join(directory, name);
      return statSync(path).isDirectory() ? files(path) : /\.(tf|tfvars)$/.test(name) ? [path] : [];
    });

  test("is scanned whole, and the files agree with Terraform's own parser on what is broken", async () => {
    for (const file of files(folder)) {
      const text = readFileSync(file, "utf8");
      const result = setHclValue(text, { path: "no_such_name", value: "x", expect: null });
      expect(result, file).toMatchObject({ ok: false, refusal: { code: "edit.missing" } });
    }
  });
});
