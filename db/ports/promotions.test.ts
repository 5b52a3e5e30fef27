import { expect, test } from "vitest";
import type { Moved, Promotion } from "@/lib/ports/store/promotions";
import type { Store } from "@/lib/ports/store/store";
import { asked, minute } from "../testing/fixture";
import { onEveryStore } from "../testing/store";

const request = async (
  store: Store,
  more: Parameters<typeof asked>[0] = {},
  at = minute(0),
): Promise<Promotion> => (await store.write((tx) => tx.promotions.request(asked(more), at))).promotion;

const moved = (answer: Moved): Promotion => {
  if (answer.kind !== "moved") throw new Error(`it did not move: ${answer.kind}`);
  return answer.promotion;
};

onEveryStore("promotions", (open) => {
  test("a request comes back as it was asked, with its plan byte for byte", async () => {
    const store = await open.store();
    const plan = '{"big":123456789012345678901234567890,"text":"ü\\n"}';
    const made = await request(store, { plan, id: "prm_own" });
    const { plan: _, ...fields } = asked();
    expect(made).toEqual({
      ...fields,
      id: "prm_own",
      state: "waiting",
      requestedAt: minute(0),
      outcome: null,
      commit: null,
      supersededBy: null,
      finishedAt: null,
      version: 1,
    });
    expect(await store.read.promotions.get("prm_own")).toEqual(made);
    expect(await store.read.promotions.plan("prm_own", made.planDigest)).toEqual({
      digest: made.planDigest,
      text: plan,
      baseCommit: "c0ffee",
      at: minute(0),
    });
  });

  test("a newer request supersedes the waiting one of its target, visibly, and no other", async () => {
    const store = await open.store();
    const older = await request(store);
    const elsewhere = await request(store, { target: "staging", source: "integration" });
    const { promotion, superseded } = await store.write((tx) => tx.promotions.request(asked(), minute(5)));
    expect(superseded).toMatchObject({
      id: older.id,
      state: "superseded",
      supersededBy: promotion.id,
      finishedAt: minute(5),
    });
    expect(await store.read.promotions.open("my-service", "production")).toEqual([promotion]);
    expect(await store.read.promotions.get(elsewhere.id)).toEqual(elsewhere);
  });

  test("a running promotion is not superseded: the newer one waits beside it and cannot run too", async () => {
    const store = await open.store();
    const first = await request(store);
    const running = moved(
      await store.write((tx) => tx.promotions.move(first.id, 1, { to: "running" }, minute(1))),
    );
    const { promotion: second, superseded } = await store.write((tx) =>
      tx.promotions.request(asked(), minute(2)),
    );
    expect(superseded).toBeNull();
    expect(await store.write((tx) => tx.promotions.move(second.id, 1, { to: "running" }, minute(3)))).toEqual(
      {
        kind: "taken",
        by: running,
      },
    );
    const done = { to: "done", outcome: "It runs.", commit: "abc" } as const;
    expect(moved(await store.write((tx) => tx.promotions.move(first.id, 2, done, minute(4))))).toMatchObject({
      state: "done",
      outcome: "It runs.",
      commit: "abc",
      finishedAt: minute(4),
      version: 3,
    });
    expect(
      (await store.write((tx) => tx.promotions.move(second.id, 1, { to: "running" }, minute(5)))).kind,
    ).toBe("moved");
  });

  test("of two writers that saw the same version one wins and the other is told", async () => {
    const store = await open.store();
    const { id, version } = await request(store);
    const both = await Promise.all(
      (["withdrawn", "rejected"] as const).map((to) =>
        store.write((tx) => tx.promotions.move(id, version, { to }, minute(1))),
      ),
    );
    expect(both.map((answer) => answer.kind).sort()).toEqual(["moved", "stale"]);
    expect((await store.read.promotions.get(id))?.version).toBe(2);
  });

  test("states cannot be jumped", async () => {
    const store = await open.store();
    const { id } = await request(store);
    expect((await store.write((tx) => tx.promotions.move(id, 1, { to: "done" }, minute(1)))).kind).toBe(
      "impossible",
    );
    expect(
      (await store.write((tx) => tx.promotions.move("prm_none", 1, { to: "done" }, minute(1)))).kind,
    ).toBe("stale");
    expect((await store.read.promotions.get(id))?.state).toBe("waiting");
  });

  test("twenty requests of one instant for one target leave exactly one waiting", async () => {
    const store = await open.store();
    await Promise.all(Array.from({ length: 20 }, () => request(store)));
    const all = await store.read.promotions.list({}, { limit: 100 });
    expect(all.items.filter((item) => item.state === "waiting").length).toBe(1);
    expect(all.items.filter((item) => item.state === "superseded").length).toBe(19);
  });

  test("a new plan keeps the old one readable, and only while it waits", async () => {
    const store = await open.store();
    const { id, planDigest } = await request(store);
    const next = { planDigest: "b".repeat(64), plan: "{}", baseCommit: "beef", toVersion: "1.2.0" };
    const after = moved(await store.write((tx) => tx.promotions.replan(id, 1, next, minute(1))));
    expect(after).toMatchObject({
      planDigest: next.planDigest,
      baseCommit: "beef",
      toVersion: "1.2.0",
      fromVersion: "1.0.0",
    });
    expect((await store.read.promotions.plans(id)).map((plan) => plan.digest)).toEqual([
      planDigest,
      next.planDigest,
    ]);
    expect((await store.read.promotions.plan(id, planDigest))?.text).toBe('{"edits":[]}');
    await store.write((tx) => tx.promotions.move(id, 2, { to: "running" }, minute(2)));
    expect((await store.write((tx) => tx.promotions.replan(id, 3, next, minute(3)))).kind).toBe("impossible");
  });

  test("pages show every promotion once, newest first, also when one is added between them", async () => {
    const store = await open.store();
    for (let n = 0; n < 7; n++) await request(store, { application: `app-${n}` }, minute(n < 4 ? 0 : 1));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await store.read.promotions.list({}, { cursor, limit: 3 });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next;
      if (seen.length === 3) {
        expect(page.total).toBe(7);
        await request(store, { application: "later" }, minute(9));
      }
    } while (cursor !== null);
    expect(seen.length).toBe(7);
    expect(new Set(seen).size).toBe(7);
  });

  test("filters narrow items and total alike", async () => {
    const store = await open.store();
    await request(store, { application: "a", requestedBy: "per_bob", requiredTeams: ["qa"] });
    await request(store, { application: "b", source: "dev", target: "staging" });
    const gone = await request(store, { application: "c" });
    await store.write((tx) => tx.promotions.move(gone.id, 1, { to: "withdrawn" }, minute(1)));
    const names = async (filter: Parameters<typeof store.read.promotions.list>[0]) => {
      const page = await store.read.promotions.list(filter, { limit: 50 });
      expect(page.total).toBe(page.items.length);
      return page.items.map((item) => item.application).sort();
    };
    expect(await names({ states: ["waiting"] })).toEqual(["a", "b"]);
    expect(await names({ states: [] })).toEqual([]);
    expect(await names({ environment: "staging" })).toEqual(["a", "b", "c"]);
    expect(await names({ environment: "dev" })).toEqual(["b"]);
    expect(await names({ requestedBy: "per_bob" })).toEqual(["a"]);
    expect(await names({ team: "security-team", application: "c" })).toEqual(["c"]);
  });

  test("a cursor of another list is refused, not guessed at", async () => {
    const store = await open.store();
    await expect(store.read.promotions.list({}, { cursor: "bm9uZQ", limit: 5 })).rejects.toThrow(/cursor/);
  });
});
