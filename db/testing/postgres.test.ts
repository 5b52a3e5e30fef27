import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { findPostgres } from "./postgres";

const found = findPostgres();

test.skipIf(!found.found)("the test server and its folder go when their owner is killed", async () => {
  const code = `import("${process.cwd()}/db/testing/postgres.ts").then((m) => m.startPostgres()).then((s) => { console.log(s.url("postgres")); setInterval(() => {}, 1000); });`;
  const child = spawn(process.execPath, ["--import", "tsx", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await once(child.stdout, "data");
  const folder = new URL(String(said).trim()).searchParams.get("host") ?? "";
  expect(existsSync(`${folder}/data/postmaster.pid`)).toBe(true);
  child.kill("SIGKILL");
  for (let tries = 0; existsSync(folder) && tries < 200; tries++) await sleep(50);
  expect(existsSync(folder)).toBe(false);
});
