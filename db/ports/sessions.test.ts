import { expect, test } from "vitest";
import { minute, personIn } from "../testing/fixture";
import { onEveryStore } from "../testing/store";

onEveryStore("sessions and tokens", (open) => {
  test("a revoked or expired session is no longer live, and nobody revokes another's", async () => {
    const store = await open.store();
    const [ada, bob] = [await personIn(store, "ada"), await personIn(store, "bob")];
    const one = await store.write((tx) =>
      tx.sessions.create({ person: ada, expiresAt: minute(30), authenticatedAt: minute(0) }, minute(0)),
    );
    const two = await store.write((tx) =>
      tx.sessions.create({ person: ada, expiresAt: minute(10), authenticatedAt: null }, minute(1)),
    );
    expect([one.authenticatedAt, two.authenticatedAt]).toEqual([minute(0), null]);
    expect((await store.read.sessions.live(ada, minute(2))).map((s) => s.id)).toEqual([two.id, one.id]);
    expect((await store.read.sessions.live(ada, minute(10))).map((s) => s.id)).toEqual([one.id]);
    expect(await store.write((tx) => tx.sessions.revoke(one.id, bob, minute(2)))).toBe(false);
    expect(await store.write((tx) => tx.sessions.revoke(one.id, ada, minute(3)))).toBe(true);
    expect(await store.write((tx) => tx.sessions.revoke(one.id, ada, minute(4)))).toBe(false);
    expect((await store.read.sessions.get(one.id))?.revokedAt).toEqual(minute(3));
    expect(await store.read.sessions.live(ada, minute(2))).toEqual([two]);
  });

  test("rotating makes cookies of the older version dead, and a revoked session cannot be rotated back", async () => {
    const store = await open.store();
    const ada = await personIn(store, "ada");
    const { id } = await store.write((tx) =>
      tx.sessions.create({ person: ada, expiresAt: minute(30), authenticatedAt: null }, minute(0)),
    );
    expect((await store.write((tx) => tx.sessions.rotate(id, minute(1))))?.version).toBe(2);
    expect(await store.write((tx) => tx.sessions.revokeAll(ada, minute(2)))).toBe(1);
    expect(await store.write((tx) => tx.sessions.rotate(id, minute(3)))).toBeNull();
  });

  test("a busy page writes the time it was seen at most once a minute", async () => {
    const store = await open.store();
    const ada = await personIn(store, "ada");
    const { id } = await store.write((tx) =>
      tx.sessions.create({ person: ada, expiresAt: minute(30), authenticatedAt: null }, minute(0)),
    );
    await store.write((tx) => tx.sessions.seen(id, new Date(minute(0).getTime() + 30_000)));
    expect((await store.read.sessions.get(id))?.lastSeenAt).toEqual(minute(0));
    await store.write((tx) => tx.sessions.seen(id, minute(2)));
    expect((await store.read.sessions.get(id))?.lastSeenAt).toEqual(minute(2));
  });

  test("a token is found by its hash alone and never shows it", async () => {
    const store = await open.store();
    const ada = await personIn(store, "ada");
    const asked = {
      person: ada,
      name: "ci",
      hash: "f".repeat(64),
      scopes: ["read", "check.report"],
      expiresAt: minute(60),
    };
    const made = await store.write((tx) => tx.tokens.create(asked, minute(0)));
    expect(await store.read.tokens.byHash(asked.hash)).toEqual(made);
    expect(JSON.stringify(made)).not.toContain(asked.hash);
    expect(made.scopes).toEqual(["read", "check.report"]);
    expect(await store.read.tokens.byHash("e".repeat(64))).toBeNull();
    await store.write((tx) => tx.tokens.used(made.id, minute(3)));
    expect((await store.read.tokens.of(ada))[0]?.lastUsedAt).toEqual(minute(3));
    expect(await store.write((tx) => tx.tokens.revoke(made.id, "per_other", minute(4)))).toBe(false);
    expect(await store.write((tx) => tx.tokens.revoke(made.id, ada, minute(4)))).toBe(true);
    expect(await store.read.tokens.of(ada)).toEqual([]);
    expect((await store.read.tokens.byHash(asked.hash))?.revokedAt).toEqual(minute(4));
  });
});
