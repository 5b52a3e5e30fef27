import { afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import { type JobContext, type JobHandler, StepWaits } from "@/lib/operations/job";
import { Fault } from "@/lib/ports/fault";
import { LeaseLost } from "@/lib/ports/store/jobs";
import type { Store } from "@/lib/ports/store/store";
import { type JobSurroundings, openWorker, startJobs, type Worker } from "./jobs";

const start = new Date("2026-11-23T09:00:00Z");
const later = (ms: number): Date => new Date(start.getTime() + ms);

onEveryStore("a worker", (stores) => {
  let now = start;
  const store = async (): Promise<Store> => {
    now = start;
    const opened = await stores.store();
    await opened.write((tx) => tx.jobs.add({ kind: "test", key: "test:1", payload: {} }, now));
    return opened;
  };
  const faults: unknown[] = [];
  afterEach(() => faults.splice(0));
  const workerOf = (on: Store, owner: string, run: JobHandler["run"]): Worker =>
    openWorker(on, [{ kind: "test", run }], {
      owner,
      now: () => now,
      surroundings: () => ({}) as JobSurroundings,
      topics: () => [],
      fault: (error) => faults.push(error),
    });
  const done = async (job: JobContext) => {
    await job.step("one", async () => ({ detail: "done" }));
    return { kind: "done" } as const;
  };

  test("that lost its lease does and writes nothing more, and ends nothing of the one who has it", async () => {
    const on = await store();
    const acts: string[] = [];
    let taken: () => void = () => undefined;
    const handedOver = new Promise<void>((resolve) => {
      taken = resolve;
    });
    let inside: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      inside = resolve;
    });
    const slow = workerOf(on, "slow", async (job) => {
      await job.step("one", async () => {
        inside();
        await handedOver;
        await job.hold();
        acts.push("slow acted outside");
        return { detail: "slow" };
      });
      acts.push("slow went on");
      return { kind: "done" };
    });
    const running = slow.runNext();
    await reached;
    now = later(31_000);
    await workerOf(on, "quick", done).runNext();
    taken();
    await running;
    expect(acts).toEqual([]);
    expect(faults).toEqual([]);
    const job = await on.read.jobs.byKey("test:1");
    expect(job).toMatchObject({ state: "done", error: null });
    expect(await on.read.jobs.steps(job?.id ?? "")).toMatchObject([
      { name: "one", state: "done", detail: "done" },
    ]);
  });

  test("cannot write with what a job gave it, once the job is another's", async () => {
    const on = await store();
    let kept: JobContext | null = null;
    await workerOf(on, "slow", async (job) => {
      kept = job;
      throw new StepWaits("not yet", 1000);
    }).runNext();
    now = later(2000);
    await workerOf(on, "quick", done).runNext();
    const held = kept as JobContext | null;
    await expect(held?.store.write((tx) => tx.news.publish(["x"]))).rejects.toThrow(LeaseLost);
    await expect(held?.hold()).rejects.toThrow(LeaseLost);
  });

  test("keeps a long job from being taken over while it is at it", async () => {
    const on = await store();
    let others = 0;
    await workerOf(on, "slow", async (job) => {
      for (let turn = 1; turn <= 4; turn++) {
        now = later(turn * 20_000);
        await job.hold();
        if (await workerOf(on, "quick", done).runNext()) others += 1;
      }
      return { kind: "done" };
    }).runNext();
    expect(others).toBe(0);
  });

  test("tries a passing fault again with growing pauses, passes finished steps by, and gives up on others", async () => {
    const on = await store();
    const seen: string[] = [];
    const flaky = workerOf(on, "one", async (job) => {
      await job.step("first", async () => {
        seen.push("first");
        return { detail: "" };
      });
      await job.step("second", async () => {
        seen.push("second");
        if (seen.length < 4) throw new Fault("away", { retryable: true });
        throw new Error("a bug");
      });
      return { kind: "done" };
    });
    await flaky.runNext();
    expect(await flaky.runNext()).toBe(false);
    now = later(3_000);
    await flaky.runNext();
    now = later(10_000);
    await flaky.runNext();
    expect(seen).toEqual(["first", "second", "second", "second"]);
    expect(await on.read.jobs.byKey("test:1")).toMatchObject({ state: "failed", error: "a bug" });
  });

  test("asked again after an hour waits for its rollout as long as the first time", async () => {
    const on = await store();
    await workerOf(on, "one", async () => ({ kind: "failed", error: "no" })).runNext();
    now = later(3_600_000);
    await on.write((tx) => tx.jobs.again("test:1", now));
    await workerOf(on, "one", async () => {
      throw new StepWaits("rolling", 1000);
    }).runNext();
    expect(await on.read.jobs.byKey("test:1")).toMatchObject({ state: "queued", error: null });
  });
});

test("a database that is away is told once, and the worker comes back by itself", async () => {
  const runNext = vi
    .fn<Worker["runNext"]>()
    .mockRejectedValueOnce(new Error("away"))
    .mockRejectedValueOnce(new Error("away"))
    .mockResolvedValue(false);
  const told: unknown[] = [];
  const jobs = startJobs({ runNext }, { everyMs: 1, fault: (error) => told.push(error) });
  await vi.waitFor(() => expect(runNext.mock.calls.length).toBeGreaterThan(3));
  await jobs.close();
  expect(told).toHaveLength(1);
});
