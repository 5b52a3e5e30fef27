import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { Fault } from "@/lib/ports/fault";
import { asked, minute, personIn } from "./testing/fixture";
import { onEveryStore } from "./testing/store";

const line = {
  actor: "per_1",
  via: "session",
  action: "person.meet",
  object: null,
  environment: null,
  revision: null,
  decision: "done" as const,
  reason: null,
  requestId: "r",
  body: "",
};

const heardBy = (listen: (listener: { heard(topic: string): void; missed(): void }) => () => void) => {
  const topics: string[] = [];
  const stop = listen({ heard: (topic) => topics.push(topic), missed: () => topics.push("(missed)") });
  return { topics, stop };
};

onEveryStore("a write", (open) => {
  test("everything in it is undone when it throws, and the error comes back as it was thrown", async () => {
    const store = await open.store();
    const reason = new Error("connect the dots");
    const writing = store.write(async (tx) => {
      await tx.people.signIn({ issuer: "i", subject: "s", name: "n", email: "e" }, minute(0));
      await tx.promotions.request(asked(), minute(0));
      await tx.ledger.append(line, minute(0));
      throw reason;
    });
    await expect(writing).rejects.toBe(reason);
    expect(await store.read.people.list()).toEqual([]);
    expect((await store.read.promotions.list({}, { limit: 5 })).total).toBe(0);
    expect(await store.read.ledger.head()).toBeNull();
  });

  test("the store used inside a write is a fault at once, not a wait for ever, and fine again after it", async () => {
    const store = await open.store();
    const inside = /use the ports of the transaction/;
    await store.write(async (tx) => {
      await expect(store.read.people.list()).rejects.toThrow(inside);
      await expect(store.write(async () => 1)).rejects.toThrow(inside);
      await expect(store.renderCache.get("k")).rejects.toThrow(inside);
      await expect(store.publish(["x"])).rejects.toThrow(inside);
      expect(await tx.people.list()).toEqual([]);
    });
    expect(await store.read.people.list()).toEqual([]);
    expect(await store.write(async () => 1)).toBe(1);
  });

  test("counts are numbers", async () => {
    const store = await open.store();
    await store.write((tx) => tx.promotions.request(asked(), minute(0)));
    expect((await store.read.promotions.list({}, { limit: 5 })).total).toBe(1);
  });

  test("news is heard once after the commit and never after a rollback", async () => {
    const store = await open.store();
    const { topics, stop } = heardBy(store.listen);
    await store.write(async (tx) => {
      await tx.news.publish(["promotions", "promotions"]);
      await tx.news.publish(["audit"]);
      expect(topics).toEqual([]);
    });
    expect(topics).toEqual(["promotions", "audit"]);
    const undone = store.write(async (tx) => {
      await tx.news.publish(["never"]);
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    await store.publish(["fleet"]);
    stop();
    await store.publish(["after"]);
    expect(topics).toEqual(["promotions", "audit", "fleet"]);
  });

  test("a listener that fails does not make the write look failed", async () => {
    const store = await open.store();
    const warnings: unknown[] = [];
    const warned = (warning: Error) => warnings.push(warning.message);
    process.once("warning", warned);
    store.listen({
      heard: () => {
        throw new Error("deaf");
      },
      missed: () => undefined,
    });
    const { topics } = heardBy(store.listen);
    await store.write((tx) => tx.news.publish(["promotions"]));
    expect(topics).toEqual(["promotions"]);
    await new Promise(setImmediate);
    expect(warnings).toEqual(["deaf"]);
  });

  test("what the database refuses is a fault that shows none of the statement's values", async () => {
    const store = await open.store();
    const ada = await personIn(store, "ada");
    const token = { person: ada, name: "ci", hash: "canary-9c1e", scopes: [], expiresAt: minute(9) };
    await store.write((tx) => tx.tokens.create(token, minute(0)));
    const twice = await store
      .write((tx) => tx.tokens.create(token, minute(0)))
      .catch((error: unknown) => error);
    expect(twice).toBeInstanceOf(Fault);
    expect(twice).toMatchObject({ retryable: false });
    const said = (error: unknown): string =>
      error instanceof Error
        ? `${error.message} ${error.stack} ${JSON.stringify(error)} ${said(error.cause)}`
        : String(error);
    expect(said(twice)).toContain("token_hash");
    expect(said(twice)).not.toContain("canary-9c1e");
    expect(said(twice)).not.toContain("Failed query");
  });

  test("every table carries the fleet, and no column's time is without a zone", async () => {
    const { db } = await open.connection();
    const ask = async (query: ReturnType<typeof sql>): Promise<unknown[]> => {
      const answer: unknown = await db.execute(query);
      return answer && typeof answer === "object" && "rows" in answer && Array.isArray(answer.rows)
        ? answer.rows
        : [];
    };
    const tables = await ask(
      sql`select count(*)::int as n from information_schema.tables where table_schema = 'public'`,
    );
    const fleets = await ask(
      sql`select count(*)::int as n from information_schema.columns where table_schema = 'public' and column_name = 'fleet' and is_nullable = 'NO'`,
    );
    expect(fleets).toEqual(tables);
    expect(tables).not.toEqual([{ n: 0 }]);
    expect(
      await ask(
        sql`select table_name, column_name from information_schema.columns where table_schema = 'public' and (data_type = 'timestamp without time zone' or column_name ~ '[A-Z]')`,
      ),
    ).toEqual([]);
  });
});
