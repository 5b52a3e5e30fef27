import { expect, test } from "vitest";
import { LeaseLost } from "@/lib/ports/store/jobs";
import type { Store } from "@/lib/ports/store/store";
import { minute } from "../testing/fixture";
import { onEveryStore } from "../testing/store";

const leaseMs = 30_000;
const after = (ms: number): Date => new Date(minute(0).getTime() + ms);
const add = (store: Store, key: string, runAt = minute(0)) =>
  store.write((tx) =>
    tx.jobs.add({ kind: "execute", key, payload: { key, deep: [1, null] }, runAt }, minute(0)),
  );
const claim = (store: Store, owner: string, now = minute(0)) =>
  store.write((tx) => tx.jobs.claim({ owner, kinds: ["execute"], leaseMs }, now));

async function claimed(store: Store, owner: string, now = minute(0)) {
  const job = await claim(store, owner, now);
  if (!job) throw new Error("nothing to claim");
  return { job, lease: { job: job.id, fence: job.fence } };
}

onEveryStore("jobs", (open) => {
  test("the same key is the same job", async () => {
    const store = await open.store();
    const { job } = await add(store, "one");
    expect(job).toMatchObject({ payload: { key: "one", deep: [1, null] }, state: "queued", fence: 0 });
    expect(await add(store, "one")).toEqual({ job, added: false });
    expect(await store.read.jobs.byKey("one")).toEqual(job);
  });

  test("twenty workers never get one job twice", async () => {
    const store = await open.store();
    for (let n = 0; n < 12; n++) await add(store, `job-${n}`);
    const got = await Promise.all(Array.from({ length: 20 }, (_, n) => claim(store, `w${n}`)));
    const ids = got.flatMap((job) => (job ? [job.id] : []));
    // A worker may leave a job that another is just looking at, so a second round takes what is left.
    for (let next = await claim(store, "late"); next; next = await claim(store, "late")) ids.push(next.id);
    expect(ids.length).toBe(12);
    expect(new Set(ids).size).toBe(12);
  });

  test("a tally tells those that may begin from those that wait, and those whose worker let go", async () => {
    const store = await open.store();
    for (const key of ["one", "two"]) await add(store, key);
    await add(store, "later", after(60_000));
    await claimed(store, "w");
    expect(await store.read.jobs.tally(after(leaseMs - 1))).toEqual([
      { kind: "execute", state: "queued", count: 2, due: 1, lapsed: 0 },
      { kind: "execute", state: "running", count: 1, due: 0, lapsed: 0 },
    ]);
    expect(await store.read.jobs.tally(after(60_000))).toEqual([
      { kind: "execute", state: "queued", count: 2, due: 2, lapsed: 0 },
      { kind: "execute", state: "running", count: 1, due: 0, lapsed: 1 },
    ]);
  });

  test("a job is not begun before its time, nor by a worker of another kind", async () => {
    const store = await open.store();
    await add(store, "later", after(5000));
    expect(await claim(store, "w", after(4999))).toBeNull();
    expect(
      await store.write((tx) => tx.jobs.claim({ owner: "w", kinds: ["other"], leaseMs }, after(9000))),
    ).toBeNull();
    expect((await claim(store, "w", after(5000)))?.key).toBe("later");
  });

  test("a worker whose lease ran out writes nothing more once another has the job", async () => {
    const store = await open.store();
    await add(store, "one");
    const slow = await claimed(store, "slow");
    await store.write((tx) => tx.jobs.step(slow.lease, { name: "commit", state: "running" }, after(1)));
    expect(await claim(store, "fast", after(leaseMs - 1))).toBeNull();
    const fast = await claimed(store, "fast", after(leaseMs));
    expect(fast.job).toMatchObject({ fence: 2, attempts: 2, owner: "fast" });
    const done = { name: "commit", state: "done", detail: "by the slow one" } as const;
    await expect(store.write((tx) => tx.jobs.step(slow.lease, done, after(leaseMs + 1)))).rejects.toThrow(
      LeaseLost,
    );
    await expect(store.write((tx) => tx.jobs.renew(slow.lease, leaseMs, after(leaseMs + 1)))).rejects.toThrow(
      LeaseLost,
    );
    await expect(
      store.write((tx) => tx.jobs.finish(slow.lease, { state: "done" }, after(leaseMs + 1))),
    ).rejects.toThrow(LeaseLost);
    expect(await store.read.jobs.steps(slow.job.id)).toMatchObject([
      { name: "commit", state: "running", detail: null },
    ]);
    expect(await store.read.jobs.get(slow.job.id)).toMatchObject({ state: "running", fence: 2 });
  });

  test("what a lost lease wrote beside its step is undone with it", async () => {
    const store = await open.store();
    await add(store, "one");
    const slow = await claimed(store, "slow");
    await claimed(store, "fast", after(leaseMs));
    const late = store.write(async (tx) => {
      await tx.jobs.add({ kind: "execute", key: "child", payload: {} }, after(leaseMs));
      await tx.jobs.step(slow.lease, { name: "commit", state: "done" }, after(leaseMs));
    });
    await expect(late).rejects.toThrow(LeaseLost);
    expect(await store.read.jobs.byKey("child")).toBeNull();
  });

  test("a renewed lease holds, and steps keep order, detail and times over a second attempt", async () => {
    const store = await open.store();
    await add(store, "one");
    const { job, lease } = await claimed(store, "w");
    await store.write(async (tx) => {
      await tx.jobs.step(lease, { name: "commit", state: "running" }, after(1));
      await tx.jobs.step(lease, { name: "commit", state: "done", detail: "abc", href: "/c/abc" }, after(2));
      await tx.jobs.step(lease, { name: "apply", state: "running" }, after(2));
    });
    await store.write((tx) => tx.jobs.renew(lease, leaseMs, after(20_000)));
    expect(await claim(store, "other", after(leaseMs + 1))).toBeNull();
    await store.write((tx) =>
      tx.jobs.step(lease, { name: "apply", state: "failed", detail: "no" }, after(21_000)),
    );
    await store.write((tx) => tx.jobs.finish(lease, { state: "failed", error: "no" }, after(21_000)));
    expect(await store.read.jobs.get(job.id)).toMatchObject({
      state: "failed",
      error: "no",
      owner: null,
      finishedAt: after(21_000),
    });
    expect(await store.write((tx) => tx.jobs.again("one", after(60_000)))).toMatchObject({
      state: "queued",
      error: null,
    });
    const second = await claimed(store, "w", after(60_000));
    await store.write((tx) => tx.jobs.step(second.lease, { name: "apply", state: "running" }, after(60_001)));
    expect(await store.read.jobs.steps(job.id)).toEqual([
      {
        name: "commit",
        state: "done",
        startedAt: after(1),
        finishedAt: after(2),
        detail: "abc",
        href: "/c/abc",
      },
      {
        name: "apply",
        state: "running",
        startedAt: after(60_001),
        finishedAt: null,
        detail: "no",
        href: null,
      },
    ]);
  });

  test("a postponed job comes back at its time; one at work cannot be queued again", async () => {
    const store = await open.store();
    await add(store, "one");
    const { lease } = await claimed(store, "w");
    expect(await store.write((tx) => tx.jobs.again("one", minute(1)))).toBeNull();
    await store.write((tx) => tx.jobs.postpone(lease, { runAt: minute(5), error: "Git is down" }, minute(0)));
    expect(await claim(store, "w", minute(4))).toBeNull();
    expect((await claim(store, "w", minute(5)))?.error).toBe("Git is down");
    expect((await store.read.jobs.list({ states: ["running"], limit: 5 })).length).toBe(1);
  });
});
