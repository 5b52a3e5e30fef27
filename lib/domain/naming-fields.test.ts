import { expect, test } from "vitest";
import { listIdentities } from "./diff/list-identity";
import type { Json } from "./json";
import { itemsNamed, naming, namingTogether } from "./naming-fields";
import { itemIndex } from "./path-value";
import { setValue } from "./yaml/edit";

const item = (fields: readonly string[], value: string): Json =>
  Object.fromEntries(
    fields.map((field) => {
      const [outer, inner] = field.split(".");
      return inner === undefined ? [field, value] : [outer, { [inner]: value }];
    }),
  );

test("whatever field a comparison prints an item by, the item is found by it again, in values and in text", () => {
  for (const fields of [...naming.flatMap((all) => all.map((one) => [one])), ...namingTogether.slice(0, 4)]) {
    const list = [item(fields, "one"), item(fields, "two")];
    const printed = listIdentities(list, [], undefined, (text) => text)?.left.items[1];
    const identity = Object.values(printed ?? {}).join("/");
    expect(identity, fields.join()).toContain("two");
    expect(itemIndex(list, { kind: "item", identity }), fields.join()).toBe(1);
    const text = JSON.stringify({ list: list.map((one) => ({ ...(one as object), v: 1 })) });
    const edited = setValue(text, { path: `list[${identity}].v`, value: "2", expect: "1" });
    expect(edited.ok && JSON.parse(edited.text).list.map((one: { v: number }) => one.v)).toEqual([1, 2]);
  }
});

test("a name that two items share means both, and a field that is not written counts as Kubernetes reads it", () => {
  const textOf = (one: Record<string, string>, field: string) => one[field] ?? null;
  expect(itemsNamed([{ name: "a" }, { name: "a" }], "a", textOf)).toEqual([0, 1]);
  const ports = [{ containerPort: "53", protocol: "UDP" }, { containerPort: "53" }];
  expect(itemsNamed(ports, "53/TCP", textOf)).toEqual([1]);
});
