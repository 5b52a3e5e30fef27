import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lockFolder, lockPath } from "./folder-lock";
import { openStore } from "./store";

const temp = mkdtempSync(join(tmpdir(), "o8-lock-"));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** Another process that takes the lock, says so, and lives until it is killed. */
async function otherOwner(folder: string): Promise<{ pid: number; kill(): Promise<void> }> {
  const code = `import("${join(process.cwd(), "db/folder-lock.ts")}").then((m) => m.lockFolder(${JSON.stringify(folder)})).then(() => { console.log("locked"); setInterval(() => {}, 1000); });`;
  const child = spawn(process.execPath, ["--import", "tsx", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return {
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

test("a second opener is refused and told which process has the folder", async () => {
  const folder = join(temp, "busy");
  const unlock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(new RegExp(`busy is open in process ${process.pid}`));
  await unlock();
  await (await lockFolder(folder))();
  expect(readdirSync(temp)).toEqual([]);
});

test("a store in a folder is opened once at a time, and again after it was closed", async () => {
  const folder = join(temp, "store");
  const store = await openStore({ folder });
  await expect(openStore({ folder })).rejects.toThrow(/open in process/);
  await store.close();
  await (await openStore({ folder })).close();
});

test("the lock of a killed owner is taken over, that of a living one in another process is not", async () => {
  const folder = join(temp, "killed");
  const owner = await otherOwner(folder);
  await expect(lockFolder(folder)).rejects.toThrow(new RegExp(`open in process ${owner.pid}`));
  await owner.kill();
  expect(existsSync(lockPath(folder))).toBe(true);
  await (await lockFolder(folder))();
});

test("of many starts in one instant over a dead owner's lock exactly one wins", async () => {
  for (let round = 0; round < 5; round++) {
    const folder = join(temp, `race-${round}`);
    const owner = await otherOwner(folder);
    await owner.kill();
    const starts = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder)));
    const won = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
    expect(won.length).toBe(1);
    for (const unlock of won) await unlock();
  }
});

test("a folder too deep for a socket's path is locked all the same", async () => {
  const deep = join(temp, ...Array.from({ length: 8 }, () => "a-rather-long-folder-name"));
  mkdirSync(deep, { recursive: true });
  const unlock = await lockFolder(join(deep, "store"));
  await expect(lockFolder(join(deep, "store"))).rejects.toThrow(/open in process/);
  await unlock();
});

test("another path to the same folder meets the same lock", async () => {
  mkdirSync(join(temp, "real"));
  symlinkSync(join(temp, "real"), join(temp, "alias"));
  symlinkSync(join(temp, "real", "store"), join(temp, "other"));
  mkdirSync(join(temp, "real", "store"));
  const unlock = await lockFolder(join(temp, "real", "store"));
  for (const name of ["alias/store", "other", "real/../alias/store/"])
    await expect(lockFolder(join(temp, name)), name).rejects.toThrow(/open in process/);
  await unlock();
});
