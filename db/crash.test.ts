import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, test } from "vitest";
import { openStore, type StorePlace } from "./store";
import { findPostgres, sharedPostgres } from "./testing/postgres";

const temp = mkdtempSync(join(tmpdir(), "o8-crash-"));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** A process that signs people in, one ledger line each, and says how far it got. */
function writer(place: StorePlace, ...args: string[]): { child: ChildProcess; said: AsyncIterator<string> } {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "db/testing/crash-writer.ts", JSON.stringify(place), ...args],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  return { child, said: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

const found = findPostgres();
const kinds: { kind: string; skip: boolean; place: () => Promise<StorePlace> }[] = [
  { kind: "PGlite", skip: false, place: async () => ({ folder: mkdtempSync(join(temp, "store-")) }) },
  {
    kind: `PostgreSQL${found.found ? "" : `: ${found.reason}`}`,
    skip: !found.found,
    place: async () => ({ url: await (await sharedPostgres()).newDatabase() }),
  },
];

for (const { kind, skip, place } of kinds)
  describe.skipIf(skip)(`a killed process (${kind})`, () => {
    test("killed between action and commit, neither the action nor its ledger line exists", async () => {
      const where = await place();
      const { child, said } = writer(where, "2");
      for (const wanted of ["committed 1", "committed 2", "inside 3"])
        expect((await said.next()).value).toBe(wanted);
      await killed(child);
      const store = await openStore(where);
      expect((await store.read.people.list()).map((person) => person.name)).toEqual(["person 1", "person 2"]);
      expect(await store.read.ledger.verify([])).toMatchObject({ intact: true, entries: 2 });
      await store.close();
    });

    test("killed at any moment, every acknowledged write is there and every action has its line", async () => {
      const where = await place();
      let acknowledged = 0;
      for (let round = 0; round < 3; round++) {
        const { child, said } = writer(where);
        const least = acknowledged + 5 + round * 7;
        while (acknowledged < least) acknowledged = Number((await said.next()).value.split(" ")[1]);
        await killed(child);
        const store = await openStore(where);
        const people = await store.read.people.list();
        expect(people.length).toBeGreaterThanOrEqual(acknowledged);
        expect(await store.read.ledger.verify([])).toMatchObject({ intact: true, entries: people.length });
        acknowledged = people.length;
        await store.close();
      }
    });
  });
