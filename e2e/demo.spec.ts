import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { people } from "@/lib/standins/example/people";
import { noteBuilt } from "../scripts/built.mjs";
import { freePort, listening } from "./fixtures/console";

// What the journeys run on stands for the build that the demo would make.
test.beforeAll(noteBuilt);

test("the demo prints its address and its people, answers on loopback only, and Ctrl-C leaves nothing behind", async () => {
  const data = await mkdtemp(join(tmpdir(), "o8-e2e-demo-"));
  const port = await freePort();
  const demo = startDemo({ PORT: String(port), O8_DATA: data });
  try {
    await expect.poll(demo.said).toContain("Ctrl-C ends it");
    expect(demo.said()).toContain(`http://127.0.0.1:${port}`);
    for (const { email, password } of people)
      expect(demo.said()).toMatch(new RegExp(`${email} +${password}`));
    expect((await fetch(`http://127.0.0.1:${port}/sign-in`)).status).toBe(200);
    for (const host of outsideAddresses()) expect(await listening(port, host), host).toBe(false);

    process.kill(-demo.group, "SIGINT");
    expect(await demo.ended).toBe(0);
    expect(await listening(port)).toBe(false);
    await expect.poll(() => runs(demo.group), "processes of the demo").toBe(false);
  } finally {
    demo.kill();
    await rm(data, { recursive: true, force: true });
  }
});

test("the demo says plainly that its port is taken, and which command chooses another", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const demo = startDemo({ PORT: String(port) });
  expect(await demo.ended).toBe(1);
  expect(demo.said().trim()).toBe(
    `Port ${port} is taken by another program. Choose one: PORT=3001 npm run demo`,
  );
  other.close();
});

/** The demo in a group of its own, as a terminal starts it: Ctrl-C reaches all of the group. */
function startDemo(env: Record<string, string>) {
  const child = spawn(process.execPath, ["scripts/demo.mjs"], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => {
      said += text;
    });
  const group = child.pid ?? 0;
  return {
    group,
    said: () => said,
    ended: once(child, "exit").then(([code]) => code as number | null),
    kill: () => {
      if (child.exitCode === null) process.kill(-group, "SIGKILL");
    },
  };
}

/** Whether the group has a process left; a signal of 0 only asks. */
function runs(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

const outsideAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4")
    .map(({ address }) => address);
