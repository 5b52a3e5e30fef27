import { afterAll, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { StartView } from "@/lib/contract/fleet";
import { openBench, sharedRenderer } from "../testing/bench";
import { firstTree, fleetFile } from "../testing/tree";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

onEveryStore("how to begin", (stores) => {
  test("a repository without orchestr8.yaml shows what would be proposed, and nothing else, to who is signed in", async () => {
    const bench = await openBench({ store: await stores.store(), renderer: shared.renderer });
    try {
      const { git } = bench.repository;
      const files = ["web", "api", "vault"].map((name) => `apps/${name}/environments.yaml`);
      git(["rm", "-q", "orchestr8.yaml", ...files]);
      git(["commit", "-q", "--amend", "-m", "A repository of somebody else"]);
      git(["push", "-q", "--force", "origin", "main"]);
      await bench.engine.refresh();
      expect(await bench.refusal("dana", "fleet.head", {})).toMatchObject({ code: "fleet.no-teams" });
      const view = await bench.value<StartView>("dana", "fleet.start", {});
      expect(view.onboarding?.proposal).toContain("applications:");
      expect(
        view.onboarding?.rendered.filter(
          (one) => one.application === "web" && one.environment === "production",
        ),
      ).toEqual([{ application: "web", environment: "production", status: "rendered", objects: 3 }]);
      expect(view.checks.find((one) => one.name === "fleet file")).toMatchObject({
        status: { kind: "attention" },
        next: expect.stringContaining("Commit the proposal"),
      });
      expect(JSON.stringify(view)).not.toContain("STAGE");
    } finally {
      await bench.close();
    }
  });

  test("a configured fleet shows its checklist to its teams, and to nobody else", async () => {
    const bench = await openBench({
      store: await stores.store(),
      renderer: shared.renderer,
      files: { ...firstTree, "orchestr8.yaml": fleetFile() },
    });
    try {
      const view = await bench.value<StartView>("dana", "fleet.start", {});
      expect(view.onboarding).toBeNull();
      expect(view.checks.map((one) => [one.name, one.status.kind])).toContainEqual(["fleet file", "healthy"]);
      expect(await bench.refusal("stranger", "fleet.start", {})).toMatchObject({ kind: "forbidden" });
    } finally {
      await bench.close();
    }
  });
});
