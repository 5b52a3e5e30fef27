import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { WhatIfView } from "@/lib/contract/explain";
import { openBench, sharedRenderer } from "../testing/bench";
import { type Asked, benches, commitsOf, deliver, say } from "../testing/promotions";
import { overlayFile } from "../testing/tree";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const file = overlayFile("web", "production");
const stage = {
  application: "web",
  environment: "production",
  path: "ConfigMap/settings/data.STAGE",
  file,
  line: 13,
  value: "live",
};
const replicas = {
  application: "web",
  environment: "production",
  path: "Deployment/web/spec.replicas",
  file: "apps/web/base/deployment.yaml",
  line: 6,
  value: "2",
};

onEveryStore("an edit of one layer's line", (stores) => {
  const { open, close } = benches(async () =>
    openBench({ store: await stores.store(), renderer: shared.renderer }),
  );
  afterEach(close);

  test("waits for the approvals of entering there, is one commit that changes that value alone, and is applied", async () => {
    const bench = await open();
    const before = bench.text(file);
    const asked = await bench.value<Asked>("dana", "promotion.edit", stage);
    expect((await deliver(bench, asked.id)).state).toBe("waiting");
    await say(bench, "petra", "platform-team", asked.id);
    await say(bench, "sam", "security-team", asked.id);
    const done = await deliver(bench, asked.id);
    expect(done).toMatchObject({ state: "done", kind: "edit" });
    expect(commitsOf(bench, asked.id)).toEqual([bench.log()[0]]);
    expect(bench.text(file)).toBe(before?.replace("STAGE=production", "STAGE=live"));
    expect(done.steps.filter((step) => step.name.startsWith("apply:")).map((step) => step.state)).toEqual([
      "done",
    ]);
  });

  test("tells who would get another value before anything is saved, and is refused where it reaches further", async () => {
    const bench = await open();
    const commits = bench.log().length;
    const narrow = await bench.value<WhatIfView>("dana", "application.whatif", stage);
    expect(narrow.rows.map((row) => [row.environment, row.changed])).toEqual([
      ["dev", false],
      ["integration", false],
      ["staging", false],
      ["production", true],
    ]);
    expect(narrow.rows[3]).toMatchObject({ before: "production", after: "live", decidedBy: "environment" });
    expect(narrow.change.allowed).toBe(true);
    const wide = await bench.value<WhatIfView>("dana", "application.whatif", replicas);
    expect(wide.rows.every((row) => row.changed && row.after === "2" && row.decidedBy === "base")).toBe(true);
    expect(wide.change).toMatchObject({ allowed: false, code: "edit.reaches" });
    expect(await bench.refusal("dana", "promotion.edit", replicas)).toMatchObject({ code: "edit.reaches" });
    expect(bench.log()).toHaveLength(commits);
  });

  test("of what is declared is one line of its block, and needs whoever its block puts in the way", async () => {
    const bench = await open();
    const blocks = "apps/web/environments.yaml";
    const before = bench.text(blocks) ?? "";
    const line = before.split("\n").findIndex((text) => text.includes("approval_required: true")) + 1;
    const declared = {
      application: "web",
      environment: "staging",
      path: "promotion.approval_required",
      file: blocks,
      line,
      value: "false",
    };
    const seen = await bench.value<WhatIfView>("dana", "application.whatif", declared);
    expect(seen.change).toMatchObject({ allowed: true });
    const asked = await bench.value<Asked>("dana", "promotion.edit", declared);
    expect((await deliver(bench, asked.id)).state).toBe("waiting");
    await say(bench, "petra", "platform-team", asked.id);
    expect((await deliver(bench, asked.id)).state).toBe("waiting");
    await say(bench, "sam", "security-team", asked.id);
    expect((await deliver(bench, asked.id)).state).toBe("done");
    expect(bench.text(blocks)).toBe(before.replace("approval_required: true", "approval_required: false"));
  });

  test("is refused for what is part of a release, which goes by a promotion; the first environment has none", async () => {
    const bench = await open();
    const tag = (environment: string) => {
      const at = overlayFile("web", environment);
      const line = (bench.text(at) ?? "").split("\n").findIndex((text) => text.includes("newTag")) + 1;
      const path = "Deployment/web/spec.template.spec.containers[app].image";
      return { application: "web", environment, path, file: at, line, value: "9.9.9" };
    };
    const refused = {
      code: "carry.release",
      message: expect.stringContaining("it goes to production by a promotion, with its gates."),
    };
    expect(await bench.refusal("dana", "promotion.edit", tag("production"))).toMatchObject(refused);
    const seen = await bench.value<WhatIfView>("dana", "application.whatif", tag("production"));
    expect(seen.change).toMatchObject({ allowed: false, ...refused });
    expect(await bench.refusal("dana", "promotion.edit", tag("staging"))).toMatchObject({
      code: "carry.release",
    });
    const first = await bench.value<WhatIfView>("dana", "application.whatif", tag("dev"));
    expect(first.change).toMatchObject({ allowed: true });
    const asked = await bench.value<Asked>("dana", "promotion.edit", tag("dev"));
    expect(asked.id).toMatch(/./);
  });

  test("reaches only lines that the value's own explanation names", async () => {
    const bench = await open();
    const foreign = { ...stage, file: "orchestr8.yaml", line: 1 };
    expect(await bench.refusal("dana", "promotion.edit", foreign)).toMatchObject({ code: "edit.missing" });
    expect(await bench.refusal("dana", "promotion.edit", { ...stage, value: "production" })).toMatchObject({
      code: "plan.empty",
    });
  });
});
