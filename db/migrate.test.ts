import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { migrationsFolder } from "./migrate";
import { openStore, type StorePlace } from "./store";
import { minute, personIn } from "./testing/fixture";
import { findPostgres, sharedPostgres } from "./testing/postgres";

const temp = mkdtempSync(join(tmpdir(), "o8-migrate-"));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const copyOfMigrations = (name: string): string => {
  const folder = join(temp, name);
  cpSync(migrationsFolder(), folder, { recursive: true });
  return folder;
};

/** Our migrations and one that only a later version has. */
function laterMigrations(name: string): string {
  const folder = copyOfMigrations(name);
  const file = join(folder, "meta", "_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8"));
  const last = journal.entries.at(-1);
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1000, tag: "9999_later" });
  writeFileSync(file, JSON.stringify(journal));
  writeFileSync(join(folder, "9999_later.sql"), "create table later (id text primary key);");
  return folder;
}

test("the committed migrations give exactly the schema of the code", () => {
  const out = copyOfMigrations("generated");
  const before = readdirSync(out).sort();
  const config = join(temp, "drizzle.config.json");
  writeFileSync(
    config,
    JSON.stringify({ dialect: "postgresql", schema: "db/schema/*.ts", out: relative(process.cwd(), out) }),
  );
  const said = execFileSync(
    process.execPath,
    ["node_modules/drizzle-kit/bin.cjs", "generate", `--config=${config}`],
    {
      encoding: "utf8",
    },
  );
  expect(said).toContain("No schema changes");
  expect(readdirSync(out).sort()).toEqual(before);
});

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
  describe.skipIf(skip)(`migrating (${kind})`, () => {
    test("opening again keeps what is there", async () => {
      const where = await place();
      const first = await openStore(where);
      const ada = await personIn(first, "ada");
      await first.close();
      await first.close();
      const second = await openStore(where);
      expect((await second.read.people.get(ada))?.firstSeenAt).toEqual(minute(0));
      await second.close();
    });

    test("an older version refuses a newer schema, says what to do and leaves it as it was", async () => {
      const where = await place();
      await (
        await openStore({ ...where, migrations: laterMigrations(`later-${skip}-${kind.length}`) })
      ).close();
      await expect(openStore(where)).rejects.toThrow(
        /schema is newer \(\d+ migrations\) than this version knows \(\d+\).*Start/s,
      );
      await (await openStore({ ...where, migrations: join(temp, `later-${skip}-${kind.length}`) })).close();
    });

    test("a schema of another line of migrations is refused, not built upon", async () => {
      const where = await place();
      const other = copyOfMigrations(`other-${kind.length}`);
      appendFileSync(join(other, "0000_start.sql"), "\n-- another history");
      await (await openStore({ ...where, migrations: other })).close();
      await expect(openStore(where)).rejects.toThrow(/Migration 1 of the store is not ours/);
    });

    test("a failing migration leaves nothing half done", async () => {
      const where = await place();
      const broken = laterMigrations(`broken-${kind.length}`);
      appendFileSync(join(broken, "9999_later.sql"), "\n--> statement-breakpoint\nselect nonsense;");
      await expect(openStore({ ...where, migrations: broken })).rejects.toThrow();
      const store = await openStore(where);
      await personIn(store, "ada");
      await store.close();
    });
  });
