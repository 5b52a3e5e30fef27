import { describe, expect, it } from "vitest";
import { indexItem, ORDER, type Path, parsePath, printPath } from "./path";
import { valueAt } from "./path-value";

describe("paths", () => {
  it.each<[string, Path]>([
    [
      "spec.template.spec.containers[app].env[C].value",
      ["spec", "template", "spec", "containers", { name: "app" }, "env", { name: "C" }, "value"],
    ],
    ['data["app.yaml"].log', ["data", "app.yaml", "log"]],
    ["ports[53/UDP]", ["ports", { containerPort: 53, protocol: "UDP" }]],
    ["args[0]", ["args", indexItem(0)]],
    ["env#order", ["env", ORDER]],
    ['metadata.annotations["a b"]', ["metadata", "annotations", "a b"]],
    ['["x.y"].z', ["x.y", "z"]],
    ['labels[""]', ["labels", ""]],
    ["rules[*.example.com].http", ["rules", { host: "*.example.com" }, "http"]],
  ])("writes and reads %s", (text, path) => {
    expect(printPath(path)).toBe(text);
    const steps = parsePath(text);
    expect(
      steps?.map((step) =>
        "key" in step ? step.key : "identity" in step ? step.identity : "text" in step ? step.text : ORDER,
      ),
    ).toEqual(
      path.map((segment) => (typeof segment === "string" ? segment : Object.values(segment).join("/"))),
    );
  });

  it.each(["", ".", "a..b", "a[", "a]b", 'a["x'])("refuses %j", (text) => {
    expect(parsePath(text)).toBeNull();
  });

  it("finds values by key, identity, port and place", () => {
    const value = {
      "a.b": 1,
      list: [
        { name: "x", v: 1 },
        { name: "y", v: 2 },
      ],
      ports: [
        { containerPort: 53, protocol: "UDP", n: 1 },
        { containerPort: 53, n: 2 },
      ],
      args: ["p", "q"],
    };
    const at = (path: string) => valueAt(value, parsePath(path) ?? []);
    expect(at('["a.b"]')).toBe(1);
    expect(at("list[y].v")).toBe(2);
    expect(at("ports[53/TCP].n")).toBe(2);
    expect(at("args[1]")).toBe("q");
    expect(at("list[z].v")).toBeUndefined();
    expect(at("ports[53].n")).toBeUndefined();
  });
});
