import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ManifestSet } from "@/lib/contract/documents/manifest-set";
import { pathArgument, runManifestSet, runManifestSetBatch } from "./manifest-set";

let cwd = "";
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "o8-set-"));
});
afterAll(() => rm(cwd, { recursive: true }));

const text = "# top\r\nimages:\r\n- name: my-service # ours\r\n  newTag: v1\r\nbig: 9007199254740993\r\n";
const file = async (name: string, content: string | Uint8Array = text) => {
  await writeFile(join(cwd, name), content);
  return name;
};
const content = (name: string) => readFile(join(cwd, name), "utf8");

test("without --write nothing is written: the document has the lines and the new file's checksum", async () => {
  const name = await file("a.yaml");
  const {
    exit,
    document,
    text: after,
  } = await runManifestSet(
    { file: name, path: "images[my-service].newTag", value: "v2", expect: "v1" },
    { cwd },
  );
  const wanted = text.replace("v1", "v2");
  expect([exit, after]).toEqual([0, wanted]);
  expect(ManifestSet.parse(document)).toEqual(document);
  expect(document).toEqual({
    schemaVersion: 1,
    kind: "ManifestSet",
    file: "a.yaml",
    line: 4,
    before: "  newTag: v1",
    after: "  newTag: v2",
    sha256: createHash("sha256").update(wanted).digest("hex"),
    problems: [],
  });
  expect(await content(name)).toBe(text);
});

test("with --write the file is the new text, byte for byte", async () => {
  const name = await file("b.yaml");
  await runManifestSet(
    {
      file: name,
      path: ["images", { name: "my-service" }, "newTag"],
      value: "1234567",
      expect: "v1",
      write: true,
    },
    { cwd },
  );
  expect(await content(name)).toBe(text.replace("v1", '"1234567"'));
});

test("a refused edit exits with 3, says what is there, and writes nothing", async () => {
  const name = await file("c.yaml");
  const { exit, document } = await runManifestSet(
    { file: name, path: "images[my-service].newTag", value: "v3", expect: "v2", write: true },
    { cwd },
  );
  expect(exit).toBe(3);
  expect(document.refusal).toMatchObject({ code: "edit.moved", facts: { actual: "v1" } });
  expect(await content(name)).toBe(text);
});

test("a file that is missing or no UTF-8 is not touched", async () => {
  await file("d.yaml", new Uint8Array([0x61, 0x3a, 0x20, 0xff]));
  for (const name of ["d.yaml", "none.yaml"]) {
    expect(
      await runManifestSet({ file: name, path: "a", value: "x", expect: "y", write: true }, { cwd }),
    ).toMatchObject({ exit: 2, document: { problems: [{ file: name }] } });
  }
});

test("in a batch one bad case never spoils the others, and big integers keep their digits", async () => {
  await file("e.yaml");
  const batch = `[
    {"id": "one", "file": "e.yaml", "path": "big", "value": 9007199254740995, "expect": 9007199254740993},
    {"id": "two", "file": "e.yaml", "path": "none", "value": "x", "expect": "y"},
    {"id": "three", "file": "e.yaml"},
    {"id": 4, "file": "e.yaml", "path": ["images", 0, "newTag"], "value": "v9", "expect": "v1"}
  ]`;
  const { exit, document } = await runManifestSetBatch(batch, { cwd });
  expect(exit).toBe(1);
  expect(document.results.map((r) => [r.id, r.exit])).toEqual([
    ["one", 0],
    ["two", 3],
    ["three", 2],
    [4, 0],
  ]);
  expect(document.results[0]?.result).toMatchObject({
    before: "big: 9007199254740993",
    after: "big: 9007199254740995",
  });
});

test("Terraform's files are edited in their own syntax", async () => {
  await file("prod.tfvars", "nodes = 3 # min\n");
  const result = await runManifestSet({ file: "prod.tfvars", path: "nodes", value: 5, expect: 3 }, { cwd });
  expect(result).toMatchObject({ exit: 0, text: "nodes = 5 # min\n" });
});

test("PATH may be written as JSON segments", () => {
  expect(pathArgument('["a", 0, {"name": "x"}]')).toEqual(["a", 0, { name: "x" }]);
  expect(pathArgument("[0].a")).toBe("[0].a");
  expect(pathArgument("a.b")).toBe("a.b");
});
