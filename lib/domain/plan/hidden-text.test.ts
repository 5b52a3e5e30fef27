import fc from "fast-check";
import { expect, test } from "vitest";
import { hiddenText, hiddenValue } from "./hidden-text";
import { fileHunks } from "./hunk";

test("values of Secrets are hidden by document, and the rest of the file stays readable", () => {
  const text = `apiVersion: v1
kind: Secret
metadata:
  name: app
data:
  anything: aHVudGVyMg==
stringData:
  note: |
    hunter2 in words
---
kind: ConfigMap
data:
  anything: visible
`;
  const shown = hiddenText(text);
  expect(shown).not.toMatch(/aHVudGVyMg|hunter2/);
  expect(shown).toContain("  name: app");
  expect(shown).toContain("  anything: visible");
});

test("secret generators are hidden, and what follows them is not", () => {
  const shown = hiddenText(
    "secretGenerator:\n- name: app\n  literals:\n  - plain=hunter2\n  - other=hunter3\nimages:\n- name: web\n  newTag: 1.0.0\n",
  );
  expect(shown).not.toMatch(/hunter/);
  expect(shown).toContain("newTag: 1.0.0");
});

test.each([
  '        value: [{ name: API_PASSWORD, value: "hunter2" }]',
  "- name: DB_PASSWORD\n  value: hunter2",
  "url: postgres://app:hunter2@db/app",
  "  apiKey: hunter2",
  '{"client_secret": "hunter2"}',
])("a credential is hidden by its name or place: %s", (text) => {
  expect(hiddenText(text)).not.toContain("hunter2");
});

test("lines stay lines, and a change of a secret is still a change", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(hiddenText(text).split("\n")).toHaveLength(text.split("\n").length);
    }),
  );
  const { added, removed, hunks } = fileHunks("a", "password: one1\n", "password: two2\n", new Map());
  expect([added, removed]).toEqual([1, 1]);
  expect(hunks[0]?.lines.map((line) => line.text)).toEqual(["password: ***", "password: ***"]);
});

test("a single value is hidden by the path it is set at, or by what it holds", () => {
  expect(hiddenValue("auth.apiKey", "hunter2")).toBe("***");
  expect(hiddenValue('configMapGenerator[app].literals["DB_PASSWORD"]', "hunter2")).toBe("***");
  expect(hiddenValue("auth.url", "postgres://app:hunter2@db/app")).not.toContain("hunter2");
  expect(hiddenValue("images[registry.acme.example/web].newTag", "1.8.2")).toBe("1.8.2");
});
