import { describe, expect, test } from "vitest";
import { insertValue, removeValue, type SetValue, setValue } from "./edit";

const set = (
  text: string,
  path: SetValue["path"],
  expect: string | null,
  value: string,
  more: Partial<SetValue> = {},
) => setValue(text, { path, value, expect, ...more });

/** Sets a value and says how the text must look afterwards. */
function becomes(
  before: string,
  after: string,
  path: SetValue["path"],
  old: string,
  value: string,
  more: Partial<SetValue> = {},
) {
  const result = set(before, path, old, value, more);
  expect(result).toMatchObject({ ok: true });
  expect(result.ok && result.text).toBe(after);
  return result;
}
const refusal = (result: ReturnType<typeof setValue>) => (result.ok ? null : result.refusal);

describe("one value is set and every other byte stays", () => {
  test("comments, odd spacing, anchors and the missing final newline", () => {
    const text = "# top\na:   1 # one\nb: &anchor   [x,  y]\n\n\nimage:\n    tag:   v1.2.3   # bump me";
    const result = becomes(text, text.replace("v1.2.3", "v1.2.4"), "image.tag", "v1.2.3", "v1.2.4");
    expect(result).toMatchObject({
      line: 7,
      before: "    tag:   v1.2.3   # bump me",
      after: "    tag:   v1.2.4   # bump me",
    });
  });
  test("CRLF and a BOM", () => {
    const text = "\uFEFFa: 1\r\nb: 'x'\r\n";
    expect(becomes(text, "\uFEFFa: 1\r\nb: 'y'\r\n", "b", "x", "y")).toMatchObject({
      line: 2,
      before: "b: 'x'",
      after: "b: 'y'",
    });
    becomes(text, "\uFEFFa: 22\r\nb: 'x'\r\n", "a", "1", "22");
  });
  test("the quotes that were there", () => {
    becomes("a: 'x'\n", "a: 'it''s'\n", "a", "x", "it's");
    becomes('a: "x"\n', 'a: "say \\"hi\\""\n', "a", "x", 'say "hi"');
    becomes("a: x\n", "a: y z\n", "a", "x", "y z");
  });
  test("the document that is named, among several", () => {
    const text = "a: 1\n---\na: 2\n---\n# empty\n...\n";
    becomes(text, text.replace("a: 2", "a: 3"), "a", "2", "3", { document: 1 });
    expect(refusal(set(text, "a", "1", "3"))).toMatchObject({
      code: "edit.ambiguous",
      facts: { documents: [0, 1] },
    });
    becomes("a: 1\n---\nb: 2\n", "a: 1\n---\nb: 3\n", "b", "2", "3");
    expect(refusal(set(text, "a", "1", "3", { document: 7 }))).toMatchObject({ code: "edit.document" });
  });
  test("flow collections, nested", () => {
    becomes("a: { b: [1, {c: x}], d: y } # k\n", "a: { b: [1, {c: z}], d: y } # k\n", "a.b[1].c", "x", "z");
    becomes("a: { b: x }\n", 'a: { b: "x, y" }\n', "a.b", "x", "x, y");
  });
  test("a value that was empty", () => {
    becomes("a:\nb: 1\n", "a: x\nb: 1\n", "a", "", "x");
    becomes("a:   # why\nb: 1\n", "a: x   # why\nb: 1\n", "a", "null", "x");
    becomes("a: ~\n", "a: 3\n", "a", "~", "3");
    becomes("- \n- b\n", "- a \n- b\n", [0], "null", "a");
  });
  test("an anchored value nobody uses, and a tagged one", () => {
    becomes("a: &x old\n", "a: &x new\n", "a", "old", "new");
    becomes("a: !!str 12\n", 'a: !!str "13"\n', "a", "12", "13");
  });
  test("nothing at all when the value is there already", () => {
    becomes("a: 1\nb: x\n", "a: 1\nb: x\n", "b", "x", "x");
  });
});

describe("the type stays what it was", () => {
  const dangers = [
    "yes",
    "no",
    "on",
    "off",
    "Y",
    "n",
    "true",
    "False",
    "null",
    "~",
    "",
    "1234567",
    "1e10",
    "12e345",
    "0o7",
    "0x1F",
    "0b11",
    "010",
    "12_3",
    "1.10",
    ".5",
    "1.",
    "+1",
    "190:20:30",
    "09:00:00",
    "2026-11-23",
    "2026-11-23T10:00:00Z",
    ".inf",
    ".NaN",
    "<<",
    "=",
    "- x",
    "? x",
    ": x",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a",
    "|",
    ">",
    "[a",
    "{a",
    "'a",
    '"a',
    " a",
    "a ",
    "a\tb",
    "a\nb",
    "---",
    "...",
    "---x",
    "\u0000",
    "\u2028",
    "\ud800",
  ];
  test.each(dangers)(
    "text %j is quoted where a reader of YAML 1.1 or 1.2 would see something else",
    (value) => {
      const result = set("tag: abc # c\n", "tag", "abc", value);
      expect(result.ok && /^tag: "[^\n]*" # c\n$/.test(result.text)).toBe(true);
      becomes(result.ok ? result.text : "", 'tag: "abc" # c\n', "tag", value, "abc");
    },
  );
  test.each([
    "v1.2.3",
    "1.2.3",
    "1.27-alpine",
    "abc1234",
    "9f1c2d3",
    "sha256:0a1b",
    "my-registry.io/a/b",
    "--port=80",
    "a,b",
    "it's",
    "x:y",
    "a#b",
    "2026.11.23-r1",
  ])("text %j needs no quotes", (value) => {
    becomes("tag: abc\n", `tag: ${value}\n`, "tag", "abc", value);
  });
  test("what YAML 1.1 and 1.2 already read differently stays as each of them reads it", () => {
    becomes("a: yes\n", "a: no\n", "a", "yes", "no");
    becomes("a: 2026-11-23\n", "a: 2026-11-24\n", "a", "2026-11-23", "2026-11-24");
    becomes("a: yes\n", 'a: "12"\n', "a", "yes", "12");
    becomes("a: 'yes'\n", "a: 'no'\n", "a", "yes", "no");
  });
  test("numbers and booleans stay plain, and what is none is refused", () => {
    becomes("n: 3\n", "n: 4\n", "n", "3", "4");
    becomes("n: 1.10\n", "n: 1.20\n", "n", "1.10", "1.20");
    becomes("n: 1.10\n", "n: 1.20\n", "n", "1.1", "1.20");
    becomes("n: 9007199254740993\n", "n: 9007199254740995\n", "n", "9007199254740993", "9007199254740995");
    becomes("b: false\n", "b: true\n", "b", "false", "true");
    for (const value of ["three", "1e3", "010", "0x10", "1_000", ""])
      expect(refusal(set("n: 3\n", "n", "3", value))).toMatchObject({ code: "edit.type" });
    expect(refusal(set("b: false\n", "b", "false", "no"))).toMatchObject({ code: "edit.type" });
  });
  test("unless another is asked for", () => {
    becomes("n: 3\n", 'n: "4"\n', "n", "3", "4", { type: "string" });
    becomes("n: '3'\n", "n: 4\n", "n", "3", "4", { type: "number" });
    becomes("n: x\n", "n: null\n", "n", "x", "null", { type: "null" });
    becomes(
      "n: x # c\n",
      'n: {"a": [1, "b", 9007199254740993]} # c\n',
      "n",
      "x",
      '{"a": [1, "b", 9007199254740993]}',
      { type: "json" },
    );
    becomes("n: [1, 2] # c\n", 'n: [3, "x"] # c\n', "n", "[1,2]", '[3, "x"]', { type: "json" });
  });
});

describe("items of lists are found by identity, not by position", () => {
  const text = `spec:
  containers:
  - name: proxy
    image: envoy:1
  - name: app
    image: app:1
    env:
    - {name: A, value: "1"}
    - name: B
      value: "2"
    ports:
    - containerPort: 53
      protocol: UDP
      hostPort: 1
    - containerPort: 53
      protocol: TCP
      hostPort: 2
    volumeMounts:
    - mountPath: /data
      name: d
    args: [--a, --b]
`;
  test("by name, by two keys, by index where there is no identity, and as segments", () => {
    becomes(text, text.replace("app:1", "app:2"), "spec.containers[app].image", "app:1", "app:2");
    becomes(
      text,
      text.replace("hostPort: 1", "hostPort: 9"),
      "spec.containers[app].ports[53/UDP].hostPort",
      "1",
      "9",
    );
    becomes(
      text,
      text.replace("name: d", "name: e"),
      "spec.containers[app].volumeMounts[/data].name",
      "d",
      "e",
    );
    becomes(text, text.replace("--b", "--c"), "spec.containers[app].args[1]", "--b", "--c");
    becomes(
      text,
      text.replace('"2"', '"3"'),
      ["spec", "containers", { name: "app" }, "env", { name: "B" }, "value"],
      "2",
      "3",
    );
    becomes(
      text,
      text.replace("envoy:1", "envoy:2"),
      ["spec", "containers", 0, "image"],
      "envoy:1",
      "envoy:2",
    );
  });
  test("two items with the identity are refused, and so is none", () => {
    expect(refusal(set(text, "spec.containers[app].ports[53].hostPort", "1", "9"))).toMatchObject({
      code: "edit.ambiguous",
      facts: { lines: [12, 15] },
    });
    expect(refusal(set(text, "spec.containers[web].image", "x", "y"))).toMatchObject({
      code: "edit.missing",
      kind: "missing",
    });
    expect(refusal(set(text, "spec.container", "x", "y"))?.message).toContain("did you mean containers?");
  });
});

describe("what cannot be said to be one value is refused with the reason", () => {
  const shared = "base: &b\n  x: 1\n  y: &y two\nuse: *b\nown:\n  <<: *b\n  z: 3\ncopy: *y\n";
  test("an alias, a value behind one, and a merged key", () => {
    expect(refusal(set(shared, "copy", "two", "3"))).toMatchObject({
      code: "edit.alias",
      facts: { anchor: "y" },
    });
    expect(refusal(set(shared, "use.x", "1", "3"))).toMatchObject({ code: "edit.alias" });
    expect(refusal(set(shared, "own.x", "1", "3"))).toMatchObject({ code: "edit.merge" });
    becomes(shared, shared.replace("z: 3", "z: 4"), "own.z", "3", "4");
  });
  test("tagged merge keys, as some charts write them, count as merges", () => {
    const text = "base: &b\n  x: 1\nown:\n  !!merge <<: *b\n  z: 3\n";
    expect(refusal(set(text, "own.x", "1", "3"))).toMatchObject({ code: "edit.merge" });
    becomes(text, text.replace("z: 3", "z: 4"), "own.z", "3", "4");
  });
  test("an anchor that others use would change them too", () => {
    expect(refusal(set(shared, "base.x", "1", "2"))).toMatchObject({ code: "edit.shared" });
    expect(refusal(set(shared, "base.y", "two", "2"))).toMatchObject({ code: "edit.shared" });
  });
  test("another old value: nobody's newer edit is overwritten", () => {
    expect(refusal(set("a: 2\n", "a", "1", "3"))).toMatchObject({
      kind: "conflict",
      code: "edit.moved",
      facts: { actual: "2" },
    });
    expect(refusal(set('a: "2"\n', "a", '"2"', "3"))).toMatchObject({
      code: "edit.moved",
      facts: { actual: "2" },
    });
  });
  test("a mapping, a repeated key, a file that is no YAML, a path that is none", () => {
    expect(refusal(set("a:\n  b: 1\n", "a", "x", "y"))).toMatchObject({ code: "edit.moved" });
    expect(refusal(set("a:\n  b: 1\n", "a", null, "y"))).toMatchObject({ code: "edit.collection" });
    expect(refusal(set("a: 1\na: 1\n", "a", "1", "2"))).toMatchObject({ code: "edit.ambiguous" });
    expect(refusal(set("a: [1\n", "a", "1", "2"))).toMatchObject({ code: "edit.syntax" });
    expect(refusal(set("{{- if .x }}\na: 1\n{{ end }}\n", "a", "1", "2"))).toMatchObject({
      code: "edit.syntax",
    });
    expect(refusal(set("a: 1\n", "a..[", "1", "2"))).toMatchObject({ code: "edit.path" });
    expect(refusal(set("text\n", "a.b", "1", "2"))).toMatchObject({ code: "edit.missing" });
  });
  test("a value inside the second block of a repeated key is one place", () => {
    const text = "deployment:\n  replicas: 3\nother: 1\ndeployment:\n  canary: true\n";
    becomes(text, text.replace("true", "false"), "deployment.canary", "true", "false");
    becomes(text, text.replace("3", "4"), "deployment.replicas", "3", "4");
  });
});

describe("block scalars", () => {
  test("literal text keeps its header, indent and untouched lines", () => {
    const text = "a: |-  # keep\n   one\n\n   two  \n     three\nb: 1\n";
    becomes(text, text.replace("two  ", "2"), "a", "one\n\ntwo  \n  three", "one\n\n2\n  three");
    becomes(text, "a: |-  # keep\n   one\nb: 1\n", "a", "one\n\ntwo  \n  three", "one");
    becomes(text, "a: |  # keep\n   one\nb: 1\n", "a", "one\n\ntwo  \n  three", "one\n");
  });
  test("with CRLF, at the end of the file, and with an explicit indent", () => {
    becomes("a: |\r\n  x\r\n  y\r\nb: 1\r\n", "a: |\r\n  x\r\n  z\r\nb: 1\r\n", "a", "x\ny\n", "x\nz\n");
    becomes("a: |-\n  x\n  y", "a: |-\n  x\n  z", "a", "x\ny", "x\nz");
    becomes("a: |2\n   x\n  y\n", "a: |2\n   x\n  z\n", "a", " x\ny\n", " x\nz\n");
  });
  test("folded text keeps its folding when one word changes", () => {
    const text = "a: >\n  the quick\n  brown fox\n  jumps quick\n\n  over\nb: 1\n";
    becomes(
      text,
      text.replace("jumps quick", "jumps slow"),
      "a",
      "the quick brown fox jumps quick\nover\n",
      "the quick brown fox jumps slow\nover\n",
    );
    becomes(text, 'a: "all\\nnew"\nb: 1\n', "a", "the quick brown fox jumps quick\nover\n", "all\nnew");
  });
});

describe("text that holds YAML or JSON", () => {
  const kustomization = `patches:
- target:
    kind: Deployment
    name: my-service
  patch: |-
    - op: replace
      path: /spec/replicas
      value: 2   # enough
    - op: replace
      path: /spec/template/spec/containers/0/resources/limits/memory
      value: 1Gi
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: my-service
    spec:
      replicas: 3
configMapGenerator:
- name: app-config
  literals:
  - LOG_LEVEL=info
`;
  test("a JSON6902 patch and a strategic patch inside a kustomization", () => {
    const result = becomes(
      kustomization,
      kustomization.replace("value: 2 ", "value: 5 "),
      "patches[0].patch[0].value",
      "2",
      "5",
    );
    expect(result).toMatchObject({
      line: 8,
      before: "      value: 2   # enough",
      after: "      value: 5   # enough",
    });
    becomes(kustomization, kustomization.replace("1Gi", "2Gi"), "patches[0].patch[1].value", "1Gi", "2Gi");
    becomes(
      kustomization,
      kustomization.replace("replicas: 3", "replicas: 4"),
      "patches[1].patch.spec.replicas",
      "3",
      "4",
    );
    expect(refusal(set(kustomization, "patches[1].patch.spec.replica", "3", "4"))?.message).toContain(
      "Inside patches[1].patch",
    );
  });
  test("files in a ConfigMap, two levels deep, and JSON in quotes", () => {
    const text = `data:\n  app.yaml: |\n    log:\n      level: info\n    json: '{"a": [1, {"b": "x"}]}'\n  app.json: "{\\"port\\": 80}"\n`;
    becomes(text, text.replace("info", "debug"), 'data["app.yaml"].log.level', "info", "debug");
    becomes(text, text.replace('"x"', '"y"'), 'data["app.yaml"].json.a[1].b', "x", "y");
    becomes(text, text.replace("80", "81"), 'data["app.json"].port', "80", "81");
    becomes(text, text.replace("80", '\\"eighty\\"'), 'data["app.json"].port', "80", "eighty", {
      type: "string",
    });
  });
});

describe("new keys and items take their siblings' indent", () => {
  const inserts = (
    before: string,
    after: string,
    path: SetValue["path"],
    value: Parameters<typeof insertValue>[1]["value"],
  ) => {
    const result = insertValue(before, { path, value });
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && result.text).toBe(after);
  };
  test("a key behind the last one, its comment and nested values", () => {
    inserts(
      "a:\n    b: 1 # one\n# about c\nc: 2\n",
      "a:\n    b: 1 # one\n    d: x\n# about c\nc: 2\n",
      "a.d",
      "x",
    );
    inserts(
      "a:\n  b:\n    c: |\n      x\n\nd: 1\n",
      "a:\n  b:\n    c: |\n      x\n  e: 2\n\nd: 1\n",
      "a.e",
      2,
    );
    inserts("a: 1", 'a: 1\nb: "2"', "b", "2");
    inserts("a: 1\r\n", "a: 1\r\nb: c\r\n", "b", "c");
  });
  test("with the mappings that are missing on the way, in the file's own step", () => {
    inserts("a:\n    b: 1\n", "a:\n    b: 1\nx:\n    w:\n        z: q\n", "x.w.z", "q");
  });
  test("an item: the list's own dash column, whole mappings too", () => {
    const text = "images:\n- name: a\n  newTag: v1\nresources: [base]\n";
    inserts(
      text,
      "images:\n- name: a\n  newTag: v1\n- name: b\n  newTag: v2\nresources: [base]\n",
      "images[b]",
      { name: "b", newTag: "v2" },
    );
    inserts(text, "images:\n- name: a\n  newTag: v1\nresources: [base, extra]\n", "resources[1]", "extra");
    inserts("l:\n  - a\n", "l:\n  - a\n  - b:[1]\n    c: {}\n".replace("[1]", "\n    - 1"), ["l", 1], {
      b: [1],
      c: {},
    });
    inserts(
      text,
      "images:\n- name: a\n  newTag: v1\n  digest: sha256:1\nresources: [base]\n",
      "images[a].digest",
      "sha256:1",
    );
  });
  test("into empty values, flow collections and JSON", () => {
    inserts("a:\n  b: # none\nc: 1\n", "a:\n  b: # none\n    d: 1\nc: 1\n", "a.b.d", 1);
    inserts("a: {}\n", "a: { b: 1 }\n", "a.b", 1);
    inserts("a: []\n", "a: [x]\n", "a[0]", "x");
    inserts('{\n  "a": 1,\n  "b": 2\n}\n', '{\n  "a": 1,\n  "b": 2,\n  "c": "x"\n}\n', "c", "x");
  });
  test("its own key beside a merge, and inside embedded text", () => {
    inserts(
      "b: &b\n  x: 1\nown:\n  <<: *b\nend: 1\n",
      "b: &b\n  x: 1\nown:\n  <<: *b\n  x: 2\nend: 1\n",
      "own.x",
      2,
    );
    inserts(
      "patch: |-\n  spec:\n    a: 1\nz: 1\n",
      "patch: |-\n  spec:\n    a: 1\n    b: 2\nz: 1\n",
      "patch.spec.b",
      2,
    );
  });
  test("never over a value, and never where nothing can hold it", () => {
    expect(refusal(insertValue("a: 1\n", { path: "a", value: 2 }))).toMatchObject({ code: "edit.exists" });
    expect(refusal(insertValue("a: 1\n", { path: "a.b", value: 2 }))).toMatchObject({ code: "edit.missing" });
    expect(refusal(insertValue("a: [x]\n", { path: "a[5]", value: 2 }))).toMatchObject({
      code: "edit.missing",
    });
    expect(refusal(insertValue("a: &a {x: 1}\nb: *a\n", { path: "a.y", value: 2 }))).toMatchObject({
      code: "edit.shared",
    });
  });
});

describe("removal takes the lines of the value and nothing else", () => {
  const removes = (before: string, after: string, path: SetValue["path"], old: string | null = null) => {
    const result = removeValue(before, { path, expect: old });
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && result.text).toBe(after);
  };
  test("keys, blocks, items, the last line of a file", () => {
    removes("a: 1\nb: 2 # two\nc: 3\n", "a: 1\nc: 3\n", "b", "2");
    removes("a:\n  b: 1\n  c:\n    d: |\n      x\n\ne: 1\n", "a:\n  b: 1\n\ne: 1\n", "a.c");
    removes("l:\n- name: a\n  v: 1\n- name: b\n", "l:\n- name: b\n", "l[a]");
    removes("l:\n- name: a\n  v: 1\n- name: b\n", "l:\n- v: 1\n- name: b\n", "l[a].name");
    removes("a: 1\nb: 2", "a: 1", "b");
    removes("a:\nb: 2\n", "b: 2\n", "a");
  });
  test("flow collections, and the last one leaves an empty collection", () => {
    removes("a: [x, y, z]\n", "a: [x, z]\n", "a[1]");
    removes("a: [x, y]\n", "a: [x]\n", "a[1]");
    removes("a: {b: 1} # c\n", "a: {} # c\n", "a.b");
    removes("a:\n  b: 1\nc: 2\n", "a: {}\nc: 2\n", "a.b");
    removes("a:\n- x\n", "a: []\n", "a[0]");
  });
  test("not when the value moved, or when a merged one would show", () => {
    expect(refusal(removeValue("a: 1\nb: 2\n", { path: "a", expect: "2" }))).toMatchObject({
      code: "edit.moved",
    });
    const merged = "b: &b\n  x: 1\nown:\n  <<: *b\n  x: 2\n  y: 3\n";
    expect(refusal(removeValue(merged, { path: "own.x", expect: "2" }))).toMatchObject({
      code: "edit.unproven",
    });
  });
});
