import { afterAll, afterEach, expect, test, vi } from "vitest";
import type { z } from "zod";
import { onEveryStore } from "@/db/testing/store";
import type { ResultOf } from "@/lib/contract/operation";
import type { rollbackPlan } from "@/lib/contract/promotion";
import type { PromotionItem } from "@/lib/contract/promotion-view";
import { openBench, sharedRenderer } from "../testing/bench";
import {
  type Asked,
  approved,
  benches,
  commitsOf,
  deliver,
  requestOf,
  runs,
  say,
  tagged,
} from "../testing/promotions";
import { fleetFile } from "../testing/tree";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);
const hour = 3_600_000;
const smoke = (result: "passed" | "failed") => ({
  application: "web",
  environment: "integration",
  check: "smoke_tests",
  result,
});
const devToStaging = { application: "web", from: "dev", to: "staging", mode: "auto-approve" };

onEveryStore("the way of a promotion", (stores) => {
  const { open, close } = benches(async () =>
    openBench({ store: await stores.store(), renderer: shared.renderer }),
  );
  afterEach(close);

  test("is the mission's: dev to staging by itself once integration verified it, staging to production by two teams", async () => {
    const bench = await open();
    await bench.seen();
    const early = await bench.refusal("dana", "promotion.request", devToStaging);
    expect(early).toMatchObject({ kind: "blocked", code: "promotion.gates" });
    expect(early.message).toMatch(/integration to verify 1\.1\.0/);
    await bench.value("dana", "check.report", smoke("passed"));
    const first = await bench.value<Asked>("dana", "promotion.request", devToStaging);
    expect((await deliver(bench, first.id)).state).toBe("done");
    expect(await runs(bench, "staging")).toBe("1.1.0");
    const needs = { mode: "require-approval", approvers: ["platform-team", "security-team"] };
    expect(
      await bench.refusal("dana", "promotion.request", {
        application: "web",
        from: "staging",
        to: "production",
        mode: "auto-approve",
      }),
    ).toMatchObject({
      code: "approval.not-automatic",
    });
    const second = await requestOf(bench, needs);
    expect((await deliver(bench, second.id)).state).toBe("waiting");
    await say(bench, "petra", "platform-team", second.id);
    await say(bench, "sam", "security-team", second.id);
    expect((await deliver(bench, second.id)).state).toBe("done");
    expect(await runs(bench, "production")).toBe("1.1.0");
  });

  test("goes on by itself where on_success says so, and never after a failed check", async () => {
    const bench = await open();
    await bench.seen();
    await bench.value("dana", "check.report", smoke("failed"));
    await bench.advance();
    const list = async (state: "open" | "all") =>
      (
        await bench.value<{ items: z.infer<typeof PromotionItem>[] }>("alex", "promotion.list", {
          state,
          application: "web",
        })
      ).items;
    expect(await list("all")).toEqual([]);
    expect(
      await bench.refusal("dana", "promotion.request", { ...devToStaging, from: "integration" }),
    ).toMatchObject({ code: "promotion.gates" });
    bench.forward(1000);
    await bench.value("dana", "check.report", smoke("passed"));
    await bench.advance();
    const [own] = await list("open");
    expect(own).toMatchObject({ from: "integration", to: "staging", toVersion: "1.1.0" });
    const done = await deliver(bench, own?.id ?? "");
    expect(done.state).toBe("done");
    expect(
      bench.repository.git(["show", "-s", "--format=%an", done.commit ?? ""], bench.repository.remote),
    ).toBe("Orchestr8");
    await bench.advance();
    expect(await list("all")).toHaveLength(1);
  });

  test("waits outside the window and starts by itself when it opens", async () => {
    const bench = await open();
    bench.forward(7 * hour);
    const { id } = await approved(bench);
    const waiting = await deliver(bench, id);
    expect(waiting.state).toBe("waiting");
    expect(waiting.earliest).toMatch(/Tue 09:00/);
    bench.forward(16 * hour);
    expect((await deliver(bench, id)).state).toBe("done");
  });

  test("is blocked by a freeze that began after the start, at the recheck and between recheck and commit", async () => {
    const bench = await open();
    const { id } = await approved(bench);
    await bench.advance();
    expect((await bench.show(id)).state).toBe("running");
    const freeze = `freezes:\n  - { name: sale, from: 2026-11-23T00:00, to: 2026-11-24T08:00, environments: [production] }\n`;
    await bench.push({ "orchestr8.yaml": fleetFile(freeze) }, "Freeze production");
    await bench.work();
    const stopped = await bench.show(id);
    expect(stopped.state).toBe("waiting");
    expect(stopped.timeline.find((item) => item.kind === "waiting")?.detail).toMatch(/sale/);
    await bench.push({ "orchestr8.yaml": fleetFile() }, "End the freeze");
    await bench.advance();
    const { repo } = bench.engine.spine.ports;
    const { fetch } = repo;
    let frozen = false;
    repo.fetch = async () => {
      const [job] = await bench.store.read.jobs.list({ limit: 1 });
      const steps = await bench.store.read.jobs.steps(job?.id ?? "");
      if (!frozen && steps.some((step) => step.name === "commit")) {
        frozen = true;
        bench.repository.commit({ "orchestr8.yaml": fleetFile(freeze) }, "Freeze production again");
      }
      return fetch();
    };
    await bench.work();
    repo.fetch = fetch;
    expect(frozen).toBe(true);
    expect((await bench.show(id)).state).toBe("waiting");
    expect(commitsOf(bench, id)).toEqual([]);
    await bench.push({ "orchestr8.yaml": fleetFile() }, "End it again");
    expect((await deliver(bench, id)).state).toBe("done");
    expect(commitsOf(bench, id)).toHaveLength(1);
  });

  test("is closed while the fleet file of the protected head is invalid, and says where", async () => {
    const bench = await open();
    const { id } = await approved(bench);
    await bench.push({ "orchestr8.yaml": fleetFile("clusterz: {}\n") }, "A slip");
    const blocked = await deliver(bench, id);
    expect(blocked.state).toBe("waiting");
    expect(blocked.gates[0]).toMatchObject({
      kind: "fleet",
      blocking: true,
      declared: { file: "orchestr8.yaml" },
    });
    expect(blocked.gates[0]?.status.reason).toMatch(/clusterz/);
    expect(await bench.refusal("dana", "promotion.request", devToStaging)).toMatchObject({
      code: "promotion.gates",
    });
    await bench.push({ "orchestr8.yaml": fleetFile() }, "Mend it");
    expect((await deliver(bench, id)).state).toBe("done");
  });

  test("has room for one that waits: a newer request takes its place, visibly", async () => {
    const bench = await open();
    const older = await requestOf(bench);
    await bench.push(tagged("staging", "1.0.6"), "Staging takes 1.0.6");
    const newer = await requestOf(bench);
    const replaced = await bench.show(older.id);
    expect(replaced).toMatchObject({ state: "superseded", supersededBy: newer.id });
    expect((await say(bench, "petra", "platform-team", older.id)).ok).toBe(false);
  });

  test("frees its place when a newer one waits and a gate closes under the running one", async () => {
    const bench = await open();
    const older = await approved(bench);
    await bench.advance();
    const newer = await requestOf(bench);
    bench.forward(8 * hour);
    await bench.work();
    expect(await bench.show(older.id)).toMatchObject({ state: "failed" });
    expect((await bench.show(older.id)).timeline.find((item) => item.kind === "failed")?.detail).toMatch(
      /newer request/,
    );
    expect((await bench.show(newer.id)).state).toBe("waiting");
  });

  test("ends by withdrawal, by a reasoned no, and keeps what was said", async () => {
    const bench = await open();
    const first = await requestOf(bench);
    bench.forward(1000);
    await bench.value("quentin", "promotion.comment", { id: first.id, text: "is this the hotfix?" });
    bench.forward(1000);
    expect(await bench.refusal("sam", "promotion.withdraw", { id: first.id })).toMatchObject({
      kind: "forbidden",
    });
    await bench.value("dana", "promotion.withdraw", { id: first.id, reason: "not today" });
    const withdrawn = await bench.show(first.id);
    expect(withdrawn.state).toBe("withdrawn");
    expect(withdrawn.timeline.map((item) => [item.kind, item.actor])).toEqual([
      ["requested", "dana"],
      ["comment", "quentin"],
      ["withdrawn", "dana"],
    ]);
    const second = await requestOf(bench);
    const no = { id: second.id, team: "security-team", planDigest: second.digest };
    expect(await bench.refusal("sam", "promotion.reject", { ...no, reason: "  " })).toMatchObject({
      kind: "invalid",
    });
    await bench.value("sam", "promotion.reject", { ...no, reason: "CVE-2026-1 is open" });
    expect(await bench.show(second.id)).toMatchObject({ state: "rejected" });
    expect((await say(bench, "petra", "platform-team", second.id)).ok).toBe(false);
  });

  test("leads back to the last verified release, also in a freeze, with the approvals for entering", async () => {
    const bench = await open();
    await bench.seen();
    await bench.advance();
    const { id } = await approved(bench);
    expect((await deliver(bench, id)).state).toBe("done");
    const freeze = `freezes:\n  - { name: sale, from: 2026-11-23T00:00, to: 2026-11-24T08:00, environments: [production] }\n`;
    await bench.push({ "orchestr8.yaml": fleetFile(freeze) }, "Freeze production");
    const place = { application: "web", environment: "production" };
    const preview = await bench.value<ResultOf<typeof rollbackPlan>>(
      "dana",
      "promotion.rollback-plan",
      place,
    );
    expect(preview).toMatchObject({
      version: "1.0.0",
      ways: [{ version: "1.0.0" }],
      request: { allowed: true },
    });
    expect(preview.plan.edits.map(({ before, after }) => [before, after])).toEqual([["1.0.5", "1.0.0"]]);
    expect(
      await bench.refusal("dana", "promotion.rollback", {
        ...place,
        planDigest: "0".repeat(64),
        reason: "errors went up",
      }),
    ).toMatchObject({ code: "plan.moved" });
    const back = await bench.value<Asked>("dana", "promotion.rollback", {
      ...place,
      version: preview.version,
      planDigest: preview.plan.digest,
      reason: "errors went up",
    });
    expect((await deliver(bench, back.id)).state).toBe("waiting");
    await say(bench, "petra", "platform-team", back.id);
    await say(bench, "sam", "security-team", back.id);
    const done = await deliver(bench, back.id);
    expect(done).toMatchObject({ state: "done", kind: "rollback", toVersion: "1.0.0" });
    expect(await runs(bench, "production")).toBe("1.0.0");
    expect(commitsOf(bench, back.id)).toHaveLength(1);
    expect(
      await bench.refusal("dana", "promotion.rollback", {
        application: "web",
        environment: "production",
        version: "9.9.9",
        reason: "why not",
      }),
    ).toMatchObject({
      code: "rollback.no-way-back",
    });
  });
});
