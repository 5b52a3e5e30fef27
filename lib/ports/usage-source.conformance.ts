import { afterAll, beforeAll, expect, test } from "vitest";
import { Fault } from "./fault";
import type { UsageSource } from "./usage-source";

/** Cores and bytes that a test's container uses. */
export type Using = { namespace: string; pod: string; container: string; cpu: number; bytes: number };

export type UsageSubjects = {
  source: UsageSource;
  /** A moment at which exactly what was given to `open` is used. */
  at: Date;
  /** Nobody listens there. */
  unreachable: UsageSource;
  /** Takes the connection and never answers. */
  silent: UsageSource;
  stop(): Promise<void>;
};

const gib = 2 ** 30;
const using: readonly Using[] = [
  { namespace: "shop", pod: "web-1", container: "web", cpu: 0.25, bytes: 512 * 2 ** 20 },
  { namespace: "shop", pod: "web-1", container: "proxy", cpu: 0.5, bytes: 64 * 2 ** 20 },
  { namespace: "shop", pod: "idle-1", container: "idle", cpu: 0, bytes: gib },
  { namespace: "other", pod: "web-1", container: "web", cpu: 2, bytes: 2 * gib },
];

/** What every source of use promises, whichever way it measures. */
export function usageSourceBehaves(open: (using: readonly Using[]) => Promise<UsageSubjects>): void {
  let subjects: UsageSubjects;
  beforeAll(async () => {
    subjects = await open(using);
  });
  afterAll(async () => {
    await subjects?.stop();
  });

  test("tells every container's cores and GiB under its namespace, pod and name, and nothing else", async () => {
    const told = await subjects.source.usage(subjects.at);
    const names = using.map((one) => `${one.namespace}/${one.pod}/${one.container}`);
    expect([...told.keys()].sort()).toEqual([...names].sort());
    for (const [index, one] of using.entries()) {
      const found = told.get(names[index] ?? "");
      expect(found?.cpu).toBeCloseTo(one.cpu, 6);
      expect(found?.ram).toBeCloseTo(one.bytes / gib, 9);
    }
  });

  test("a container that uses no CPU is told with 0, and one that was not measured is absent", async () => {
    const told = await subjects.source.usage(subjects.at);
    expect(told.get("shop/idle-1/idle")).toEqual({ cpu: 0, ram: 1 });
    expect(told.has("shop/gone-1/gone")).toBe(false);
  });

  test("one that cannot be reached or never answers is a fault that may go away, not an empty answer", async () => {
    for (const source of [subjects.unreachable, subjects.silent]) {
      const error = await source.usage(subjects.at).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Fault);
      expect(error instanceof Fault && error.retryable).toBe(true);
    }
  });
}
