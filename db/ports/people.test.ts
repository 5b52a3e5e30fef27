import { expect, test } from "vitest";
import { onEveryStore } from "../testing/store";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 9, minute));
const ada = { issuer: "https://id.example", subject: "1", name: "Ada", email: "ada@example.com" };

onEveryStore("people", (open) => {
  test("a new name and address do not make a new person", async () => {
    const store = await open.store();
    const before = await store.write((tx) => tx.people.signIn(ada, at(0)));
    const after = await store.write((tx) =>
      tx.people.signIn({ ...ada, name: "Ada L.", email: "al@example.com" }, at(5)),
    );
    expect(after).toEqual({ ...before, name: "Ada L.", email: "al@example.com", lastSignInAt: at(5) });
    expect(before.id).toMatch(/^per_[0-9a-z]{26}$/);
    expect(await store.read.people.list()).toEqual([after]);
  });

  test("the same subject of another issuer is somebody else", async () => {
    const store = await open.store();
    const one = await store.write((tx) => tx.people.signIn(ada, at(0)));
    const two = await store.write((tx) =>
      tx.people.signIn({ ...ada, issuer: "https://other.example" }, at(0)),
    );
    expect(two.id).not.toBe(one.id);
    expect(await store.read.people.find(ada.issuer, "1")).toEqual(one);
    expect((await store.read.people.many([one.id, two.id, "per_none"])).length).toBe(2);
  });

  test("no fleet sees another fleet's people", async () => {
    const [one, other] = [await open.store(), await open.store()];
    const { id } = await one.write((tx) => tx.people.signIn(ada, at(0)));
    expect(await other.read.people.get(id)).toBeNull();
    expect(await other.read.people.list()).toEqual([]);
  });

  test("memberships are replaced as a whole and keep the time they were seen", async () => {
    const store = await open.store();
    const { id } = await store.write((tx) => tx.people.signIn(ada, at(0)));
    await store.write((tx) => tx.memberships.replace(id, ["platform", "security", "platform"], at(0)));
    await store.write((tx) => tx.memberships.replace(id, ["platform"], at(9)));
    expect(await store.read.memberships.of(id)).toEqual([{ person: id, team: "platform", seenAt: at(9) }]);
    expect(await store.read.memberships.inTeam("security")).toEqual([]);
    await store.write((tx) => tx.memberships.replace(id, [], at(10)));
    expect(await store.read.memberships.all()).toEqual([]);
  });
});
