import { expect, test } from "vitest";
import { asked, minute, personIn } from "../testing/fixture";
import { onEveryStore } from "../testing/store";

onEveryStore("approvals", (open) => {
  const waiting = async () => {
    const store = await open.store();
    const { promotion } = await store.write((tx) => tx.promotions.request(asked(), minute(0)));
    const yes = {
      promotion: promotion.id,
      team: "platform-team",
      yes: true,
      digest: promotion.planDigest,
      reason: null,
    };
    return { store, promotion, yes };
  };

  test("one person fills one slot of a plan, whichever teams they are in", async () => {
    const { store, yes } = await waiting();
    const ada = await personIn(store, "ada");
    const first = await store.write((tx) => tx.approvals.cast({ ...yes, person: ada }, minute(1)));
    const again = { ...yes, person: ada, team: "security-team", yes: false, reason: "on second thought" };
    const second = await store.write((tx) => tx.approvals.cast(again, minute(2)));
    expect(second).toEqual({ kind: "filled", approval: first.approval });
    expect(await store.read.approvals.of(yes.promotion)).toEqual([first.approval]);
  });

  test("a new digest opens a new slot, and the old answer stays on record", async () => {
    const { store, yes } = await waiting();
    const ada = await personIn(store, "ada");
    await store.write((tx) => tx.approvals.cast({ ...yes, person: ada }, minute(1)));
    const fresh = await store.write((tx) =>
      tx.approvals.cast({ ...yes, person: ada, digest: "b".repeat(64) }, minute(2)),
    );
    expect(fresh.kind).toBe("cast");
    expect((await store.read.approvals.ofMany([yes.promotion, "prm_none"])).map((a) => a.digest)).toEqual([
      yes.digest,
      "b".repeat(64),
    ]);
  });

  test("thirty answers of one person at one instant are one answer", async () => {
    const { store, yes } = await waiting();
    const ada = await personIn(store, "ada");
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        store.write((tx) => tx.approvals.cast({ ...yes, person: ada }, minute(1))),
      ),
    );
    expect(answers.filter((answer) => answer.kind === "cast").length).toBe(1);
    expect((await store.read.approvals.of(yes.promotion)).length).toBe(1);
  });

  test("comments keep their order and every character that can be kept", async () => {
    const { store, yes } = await waiting();
    const ada = await personIn(store, "ada");
    const say = (text: string) => ({ promotion: yes.promotion, kind: "comment", actor: ada, text });
    await store.write(async (tx) => {
      await tx.timeline.add(say("<b>first</b> 😀"), minute(1));
      await tx.timeline.add(say("zero \0 and half \ud800"), minute(2));
    });
    expect((await store.read.timeline.of(yes.promotion)).map((event) => event.text)).toEqual([
      "<b>first</b> 😀",
      "zero \uFFFD and half \uFFFD",
    ]);
  });
});
