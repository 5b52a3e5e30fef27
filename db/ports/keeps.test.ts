import { expect, test } from "vitest";
import { onEveryStore } from "../testing/store";

const now = new Date("2026-11-23T18:00:00Z");
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

onEveryStore("who keeps an environment awake", (stores) => {
  test("a word that was taken back ends then, others stay, and past ones are still told for a while", async () => {
    const store = await stores.store();
    const keep = (environment: string, until: Date) =>
      store.write((tx) => tx.keeps.keep({ environment, person: "per_max", reason: "load test", until }, now));
    await keep("dev", later(120));
    await keep("staging", later(60));
    expect(
      await store.write((tx) => tx.keeps.end({ environment: "dev", person: "per_dana" }, later(30))),
    ).toBe(1);
    expect(
      await store.write((tx) => tx.keeps.end({ environment: "dev", person: "per_dana" }, later(31))),
    ).toBe(0);
    expect(await store.read.keeps.since({ after: now, environment: "dev" })).toMatchObject([
      { person: "per_max", from: now, until: later(120), endedAt: later(30), endedBy: "per_dana" },
    ]);
    expect(
      (await store.read.keeps.since({ after: later(40) })).map(({ environment }) => environment),
    ).toEqual(["staging"]);
  });
});
