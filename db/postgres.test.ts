import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Fault } from "@/lib/ports/fault";
import type { Store } from "@/lib/ports/store/store";
import { openStore } from "./store";
import { minute, personIn } from "./testing/fixture";
import { findPostgres, type PostgresServer, startPostgres } from "./testing/postgres";

const found = findPostgres();

const listening = (store: Store): string[] => {
  const topics: string[] = [];
  store.listen({ heard: (topic) => topics.push(topic), missed: () => topics.push("(missed)") });
  return topics;
};

const until = async (what: () => boolean): Promise<void> => {
  for (let tries = 0; !what() && tries < 400; tries++) await sleep(25);
};

describe.skipIf(!found.found)(
  `several replicas on PostgreSQL${found.found ? "" : `: ${found.reason}`}`,
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(async () => {
      await server.stop();
    });

    test("replicas that start at one instant migrate once and all come up", async () => {
      const url = await server.newDatabase();
      const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ url })));
      await personIn(stores[0] ?? (await openStore({ url })), "ada");
      for (const store of stores) {
        expect((await store.read.people.list()).length).toBe(1);
        await store.close();
      }
    });

    test("the other replica hears the news after the commit, its own fleet's only, and nothing twice", async () => {
      const url = await server.newDatabase();
      const [one, two, other] = await Promise.all([
        openStore({ url }),
        openStore({ url }),
        openStore({ url, fleet: "other" }),
      ]);
      const [atOne, atTwo, atOther] = [listening(one), listening(two), listening(other)];
      await one.write((tx) => tx.news.publish(["promotions", "application:my-service"]));
      await expect(
        one.write(async (tx) => {
          await tx.news.publish(["undone"]);
          throw new Error("no");
        }),
      ).rejects.toThrow("no");
      await one.publish([`long:${"x".repeat(9000)}`]);
      await one.publish(["last"]);
      await until(() => atTwo.includes("last"));
      expect(atTwo).toEqual(["promotions", "application:my-service", "(missed)", "last"]);
      expect(atOne.length).toBe(4);
      expect(atOther).toEqual([]);
      for (const store of [one, two, other]) await store.close();
    });

    test("a replica whose line was cut is told that it missed something, and hears again", async () => {
      const url = await server.newDatabase();
      const [one, two] = [await openStore({ url }), await openStore({ url })];
      const atTwo = listening(two);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
      await client.end();
      await until(() => atTwo.includes("(missed)"));
      await one.publish(["again"]).catch(() => one.publish(["again"]));
      await until(() => atTwo.includes("again"));
      expect(atTwo).toEqual(["(missed)", "again"]);
      await one.close();
      await two.close();
    });

    test("fifty approvals of two replicas still make one chain", async () => {
      const url = await server.newDatabase();
      const stores = [await openStore({ url }), await openStore({ url })];
      const act = {
        actor: "a",
        via: "session",
        action: "a.b",
        object: null,
        environment: null,
        revision: null,
      };
      await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          stores[n % 2]?.write((tx) =>
            tx.ledger.append(
              { ...act, decision: "done", reason: null, requestId: `r${n}`, body: "" },
              minute(n),
            ),
          ),
        ),
      );
      expect(await stores[0]?.read.ledger.verify([])).toMatchObject({ intact: true, entries: 50 });
      for (const store of stores) await store.close();
    });

    test("a wrong address is said plainly, without the password in it", async () => {
      for (const url of ["mysql://ada:canary@db/x", "postgres://ada:canary@[db/x"]) {
        const start = await openStore({ url }).catch((error: unknown) => error);
        expect(start).toMatchObject({ message: expect.stringContaining("DATABASE_URL") });
        expect(inspect(start, { depth: 9 })).not.toContain("canary");
      }
    });

    test("a server that is gone is a fault worth trying again, at the start and later", async () => {
      const gone = await startPostgres();
      const url = await gone.newDatabase();
      const store = await openStore({ url });
      await gone.stop();
      const later = await store.read.people.list().catch((error: unknown) => error);
      expect(later).toBeInstanceOf(Fault);
      expect(later).toMatchObject({ retryable: true });
      const writing = await store.write((tx) => tx.people.list()).catch((error: unknown) => error);
      expect(writing).toMatchObject({ retryable: true });
      const start = await openStore({ url }).catch((error: unknown) => error);
      expect(start).toMatchObject({ retryable: true, message: expect.stringContaining("DATABASE_URL") });
      await store.close();
    });
  },
);
