import { expect, test } from "vitest";
import { minute } from "../testing/fixture";
import { onEveryStore } from "../testing/store";

const there = { application: "my-service", environment: "integration" };

onEveryStore("evidence", (open) => {
  test("the last report of a check counts, for the exact release only", async () => {
    const store = await open.store();
    const report = {
      ...there,
      check: "smoke_tests",
      release: "r1",
      commit: "c1",
      link: null,
      details: null,
      reportedBy: "tok_ci",
    };
    await store.write((tx) => tx.checks.report({ ...report, result: "passed" }, minute(1)));
    await store.write((tx) => tx.checks.report({ ...report, result: "failed" }, minute(2)));
    await store.write((tx) =>
      tx.checks.report({ ...report, check: "load", result: "inconclusive" }, minute(2)),
    );
    await store.write((tx) => tx.checks.report({ ...report, release: "r2", result: "passed" }, minute(3)));
    const latest = await store.read.checks.latest({ ...there, release: "r1" });
    expect(latest.map(({ check, result }) => [check, result])).toEqual([
      ["load", "inconclusive"],
      ["smoke_tests", "failed"],
    ]);
    expect(
      (await store.read.checks.history({ application: "my-service", limit: 2 })).map((c) => c.release),
    ).toEqual(["r2", "r1"]);
    expect(await store.read.checks.latest({ ...there, environment: "staging", release: "r1" })).toEqual([]);
  });

  test("one release runs at a time, and its first verification stays", async () => {
    const store = await open.store();
    const run = (release: string) => ({
      ...there,
      release,
      version: `v-${release}`,
      commit: null,
      promotion: null,
    });
    const first = await store.write((tx) => tx.releases.started(run("r1"), minute(0)));
    expect(await store.write((tx) => tx.releases.started(run("r1"), minute(1)))).toEqual(first);
    await store.write((tx) => tx.releases.verified({ ...there, release: "r1" }, minute(2)));
    await store.write((tx) => tx.releases.verified({ ...there, release: "r1" }, minute(3)));
    const second = await store.write((tx) => tx.releases.started(run("r2"), minute(5)));
    expect(
      await store.write((tx) => tx.releases.verified({ ...there, release: "r1" }, minute(6))),
    ).toBeNull();
    expect(await store.read.releases.running()).toEqual([second]);
    expect(await store.read.releases.verifiedRun({ ...there, release: "r1" })).toEqual({
      ...first,
      verifiedAt: minute(2),
      endedAt: minute(5),
    });
    expect(await store.read.releases.verifiedRun({ ...there, release: "r2" })).toBeNull();
    expect((await store.read.releases.history({ limit: 9 })).map((r) => r.release)).toEqual(["r2", "r1"]);
    expect((await store.read.releases.history({ since: minute(5), limit: 9 })).map((r) => r.release)).toEqual(
      ["r2"],
    );
  });

  test("ten observers of one start see one run", async () => {
    const store = await open.store();
    const run = { ...there, release: "r1", version: "1", commit: null, promotion: null };
    await Promise.all(
      Array.from({ length: 10 }, () => store.write((tx) => tx.releases.started(run, minute(0)))),
    );
    expect((await store.read.releases.history({ limit: 50 })).length).toBe(1);
  });
});
