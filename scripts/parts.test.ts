import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chosenParts, component, ensureParts, findPart, partFolder, partState } from "./parts.mjs";

const folder = () => mkdtempSync(join(tmpdir(), "o8-cache-"));
const names = (O8_PARTS?: string) =>
  chosenParts(O8_PARTS === undefined ? {} : { O8_PARTS }).map((part) => part.name);

function program(file: string): void {
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
}

test("O8_PARTS chooses all, the default set, none, or names, and never swallows a typing mistake", () => {
  expect(names()).toEqual(["kubernetes", "kwok", "prometheus"]);
  expect(names("default")).toEqual(["kubernetes", "kwok", "prometheus"]);
  expect(names("none")).toEqual([]);
  expect(names("all")).toEqual(expect.arrayContaining(["kubernetes", "kwok"]));
  expect(names(" kwok ")).toEqual(["kwok"]);
  expect(() => names("kwock")).toThrow(/no part named "kwock".*kubernetes, kwok/);
});

test("a part that was not asked for is unavailable, with that as its reason", () => {
  expect(partState("kwok", { O8_PARTS: "none" })).toEqual({
    kind: "unavailable",
    reason: "kwok is not among O8_PARTS=none",
  });
});

test("without a cached build and without Go the reason says both, and nothing is built", async () => {
  const env = { XDG_CACHE_HOME: folder(), PATH: folder() };
  const state = partState("kubernetes", env);
  expect(state.kind === "unavailable" && state.reason).toMatch(
    /^kubernetes \S+ is not built and Go is not installed$/,
  );
  const said: string[] = [];
  const states = await ensureParts({ env, say: (line: string) => said.push(line) });
  expect(states.map((one) => one.state.kind)).toEqual(["unavailable", "unavailable", "unavailable"]);
  expect(said).toEqual([]);
});

test("with Go a missing part can be built, and a whole one in the cache is used as it is", () => {
  const go = folder();
  program(join(go, "go"));
  const env = { XDG_CACHE_HOME: folder(), PATH: go };
  expect(partState("kwok", env)).toEqual({ kind: "buildable" });
  const cached = partFolder(findPart("kwok"), env);
  mkdirSync(cached, { recursive: true });
  program(join(cached, "kwok"));
  expect(partState("kwok", env)).toEqual({ kind: "buildable" });
  writeFileSync(join(cached, "stages.yaml"), "");
  expect(partState("kwok", env)).toEqual({ kind: "cached", folder: cached });
});

test("Debian's part is taken from PATH when it is whole there, else made by apt-get, else named as missing", () => {
  const here = folder();
  const env = { XDG_CACHE_HOME: folder(), PATH: here };
  expect(partState("prometheus", env)).toEqual({
    kind: "unavailable",
    reason: "prometheus debian is not here and neither is apt-get",
  });
  program(join(here, "apt-get"));
  program(join(here, "prometheus"));
  expect(partState("prometheus", env)).toEqual({ kind: "buildable" });
  program(join(here, "promtool"));
  expect(partState("prometheus", env)).toEqual({ kind: "cached", folder: here });
});

test("KUBEBUILDER_ASSETS is used when it is whole, and named when it is not", () => {
  const assets = folder();
  const env = { XDG_CACHE_HOME: folder(), PATH: "", KUBEBUILDER_ASSETS: assets };
  program(join(assets, "etcd"));
  const state = partState("kubernetes", env);
  expect(state.kind === "unavailable" && state.reason).toContain("holds no kube-apiserver");
  program(join(assets, "kube-apiserver"));
  expect(partState("kubernetes", env)).toEqual({ kind: "cached", folder: assets });
  expect(component("etcd", env)).toEqual({ file: join(assets, "etcd"), args: [] });
  expect(component("kube-scheduler", env)).toBeNull();
});
