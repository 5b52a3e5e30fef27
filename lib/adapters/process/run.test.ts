import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { bareEnvironment, networkEnvironment } from "./environment";
import { recent } from "./recent";
import { run } from "./run";

const shell = (script: string, limits: Partial<Parameters<typeof run>[0]> = {}) =>
  run({
    command: "/bin/sh",
    args: ["-c", script],
    env: bareEnvironment(),
    timeoutMs: 5_000,
    maxOutputBytes: 1_000,
    ...limits,
  });

test("a child is ended at its time, with what it started", async () => {
  const folder = mkdtempSync(join(tmpdir(), "o8-run-"));
  const before = Date.now();
  expect(await shell(`(sleep 1; touch ${folder}/late) & sleep 30`, { timeoutMs: 200 })).toEqual({
    kind: "timeout",
  });
  expect(Date.now() - before).toBeLessThan(3_000);
  await wait(1_300);
  expect(existsSync(join(folder, "late"))).toBe(false);
  rmSync(folder, { recursive: true });
});

test("a child is ended when it says more than it may", async () => {
  expect(await shell("while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyy; done")).toEqual({ kind: "overflow" });
});

test("code, output and errors come back; input arrives", async () => {
  expect(await shell("cat; echo oops >&2; exit 3", { input: "hello" })).toEqual({
    kind: "exited",
    code: 3,
    stdout: Buffer.from("hello"),
    stderr: "oops\n",
  });
});

test("a program that is not there, and an argument the system refuses, are answers", async () => {
  expect(
    (await run({ command: "/nonexistent/x", args: [], env: {}, timeoutMs: 1_000, maxOutputBytes: 1 })).kind,
  ).toBe("absent");
  expect(
    (
      await run({
        command: "true",
        args: ["a\0b"],
        env: bareEnvironment(),
        timeoutMs: 1_000,
        maxOutputBytes: 1,
      })
    ).kind,
  ).toBe("absent");
});

test("a child sees only the environment it is given", async () => {
  process.env.O8_CANARY = "canary-1";
  const ran = await shell("env", { env: networkEnvironment(), maxOutputBytes: 100_000 });
  expect(ran.kind === "exited" && ran.stdout.toString()).not.toContain("canary-1");
  delete process.env.O8_CANARY;
});

test("the least recently used values go first, and one too heavy is not kept", () => {
  const kept = recent<number>(3);
  for (const [at, key] of ["a", "b", "c"].entries()) kept.set(key, at);
  kept.get("a");
  kept.set("d", 3);
  expect(["a", "b", "c", "d"].map((key) => kept.get(key))).toEqual([0, undefined, 2, 3]);
  kept.set("e", 4, 9);
  expect(kept.get("e")).toBeUndefined();
});
