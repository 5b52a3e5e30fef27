import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import { openBench, sharedRenderer } from "../testing/bench";
import { approved, benches, commitsOf, deliver, requestOf, runs, say, tagged } from "../testing/promotions";
import { overlayFile } from "../testing/tree";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);
const production = overlayFile("web", "production");

onEveryStore("a delivery", (stores) => {
  const { open, close } = benches(async () =>
    openBench({ store: await stores.store(), renderer: shared.renderer }),
  );
  afterEach(close);

  test("is one commit of one changed word, in the name of who asked and who approved, and then it runs", async () => {
    const bench = await open();
    const before = bench.text(production);
    const asked = await requestOf(bench);
    expect(asked.state).toBe("waiting");
    expect((await deliver(bench, asked.id)).state).toBe("waiting");
    await say(bench, "petra", "platform-team", asked.id);
    expect((await deliver(bench, asked.id)).state).toBe("waiting");
    await say(bench, "sam", "security-team", asked.id);
    const done = await deliver(bench, asked.id);
    expect(done).toMatchObject({ state: "done", toVersion: "1.0.5" });
    expect(done.steps.map((step) => step.state)).toEqual(done.steps.map(() => "done"));

    const [head = "", ...older] = bench.log();
    expect(older).toHaveLength(1);
    expect(done.commit).toBe(head);
    const show = (format: string): string =>
      bench.repository.git(["show", "-s", `--format=${format}`, head], bench.repository.remote);
    expect(show("%an <%ae>")).toBe("dana <dana@acme.example>");
    expect(show("%(trailers:key=Co-authored-by,valueonly)").split("\n").filter(Boolean).sort()).toEqual([
      "petra <petra@acme.example>",
      "sam <sam@acme.example>",
    ]);
    expect(show("%(trailers:key=Promotion-Id,valueonly)").trim()).toBe(asked.id);
    expect(bench.text(production)).toBe(before.replace('newTag: "1.0.0"', 'newTag: "1.0.5"'));
    expect(await runs(bench, "production")).toBe("1.0.5");

    const { plan } = await bench.show(asked.id);
    const [edit] = plan.edits;
    const line = plan.files
      .flatMap((file) => file.hunks.flatMap((hunk) => hunk.lines))
      .find((one) => one.letter);
    expect(line).toMatchObject({ kind: "added", letter: edit?.letter, newLine: edit?.line });
    expect(line?.text).toContain('newTag: "1.0.5"');

    const { items } = await bench.store.read.ledger.list({ object: asked.id }, { limit: 20 });
    expect(items.map((entry) => entry.action).reverse()).toEqual([
      "promotion.request",
      "promotion.approve",
      "promotion.approve",
      "promotion.execute",
    ]);
    expect(await bench.value("alex", "audit.verify")).toMatchObject({ intact: true });
  });

  test("is pushed only over the head it was made for: a commit that came first is kept", async () => {
    const bench = await open();
    const asked = await approved(bench);
    await bench.advance();
    const { repo } = bench.engine.spine.ports;
    const push = repo.push;
    let foreign = "";
    repo.push = async (ask) => {
      if (foreign === "")
        foreign = bench.repository.commit({ "README.md": "somebody else's words\n" }, "Write a README");
      return push(ask);
    };
    await bench.work();
    expect((await bench.show(asked.id)).state).toBe("done");
    const [head, second] = bench.log();
    expect(commitsOf(bench, asked.id)).toEqual([head]);
    expect(second).toBe(foreign);
    expect(bench.text("README.md")).toBe("somebody else's words");
  });

  test("stops without a commit when a foreign commit changes its plan in the last moment", async () => {
    const bench = await open();
    const asked = await approved(bench);
    await bench.advance();
    const { repo } = bench.engine.spine.ports;
    const push = repo.push;
    let once = false;
    repo.push = async (ask) => {
      if (!once) bench.repository.commit(tagged("production", "1.0.1"), "Hotfix by hand");
      once = true;
      return push(ask);
    };
    await bench.work();
    expect(commitsOf(bench, asked.id)).toEqual([]);
    await bench.advance();
    const waiting = await bench.show(asked.id);
    expect(waiting.state).toBe("waiting");
    expect(waiting.fromVersion).toBe("1.0.1");
    expect(waiting.timeline.find((item) => item.kind === "waiting")?.detail).toMatch(/plan moved/);
    expect(waiting.teams.map((team) => team.given)).toEqual([0, 0]);
  });

  test("of a plan that changed after a yes needs that yes again, and says what changed", async () => {
    const bench = await open();
    const asked = await requestOf(bench);
    await say(bench, "petra", "platform-team", asked.id);
    await bench.push(tagged("staging", "1.0.6"), "Staging takes 1.0.6");
    const old = await bench.refusal("sam", "promotion.approve", {
      id: asked.id,
      team: "security-team",
      planDigest: asked.digest,
    });
    expect(old.code).toBe("plan.moved");
    await bench.advance();
    const moved = await bench.show(asked.id);
    expect(moved.toVersion).toBe("1.0.6");
    expect(moved.moved?.changes.join(" ")).toMatch(/newTag would become 1\.0\.6, not 1\.0\.5/);
    expect(moved.teams.map((team) => team.given)).toEqual([0, 0]);
    expect(moved.teams[0]?.approvals[0]?.stale).toMatch(/plan changed/);
    await say(bench, "sam", "security-team", asked.id);
    expect((await deliver(bench, asked.id)).state).toBe("waiting");
    await say(bench, "petra", "platform-team", asked.id);
    expect((await deliver(bench, asked.id)).state).toBe("done");
    expect(await runs(bench, "production")).toBe("1.0.6");
    expect(commitsOf(bench, asked.id)).toHaveLength(1);
  });

  test("fails with the cluster's reason, and carries on from there when it is tried again", async () => {
    const bench = await open();
    const asked = await approved(bench);
    const cluster = bench.engine.clusters.get("prod-cluster");
    if (!cluster) throw new Error("no cluster");
    const apply = cluster.apply.bind(cluster);
    const { ClusterRefusal } = await import("@/lib/ports/cluster-refusal");
    cluster.apply = async () => ({
      kind: "refused",
      refusal: new ClusterRefusal("forbidden", "may not patch"),
    });
    const failed = await deliver(bench, asked.id);
    expect(failed.state).toBe("failed");
    expect(failed.timeline.find((item) => item.kind === "failed")?.detail).toMatch(
      /prod-cluster refused .* may not patch/,
    );
    expect(failed.retry.allowed || (await bench.show(asked.id, "dana")).retry.allowed).toBe(true);
    cluster.apply = apply;
    bench.forward(2 * 3_600_000);
    await bench.value("dana", "promotion.retry", { id: asked.id });
    await bench.work();
    expect((await bench.show(asked.id)).state).toBe("done");
    expect(commitsOf(bench, asked.id)).toHaveLength(1);
    expect(await runs(bench, "production")).toBe("1.0.5");
    const { items } = await bench.store.read.ledger.list(
      { object: asked.id, action: "promotion.execute" },
      { limit: 9 },
    );
    expect(items.map(({ decision }) => decision)).toEqual(["done", "failed"]);
    expect(items.at(-1)?.reason).toMatch(/prod-cluster refused .* may not patch/);
  });

  test("ends by itself when nobody decides for a week, or another change brings it first, and the ledger says so", async () => {
    const bench = await open();
    const late = await requestOf(bench);
    bench.forward(7 * 24 * 3_600_000 + 1);
    await bench.advance();
    expect(await bench.show(late.id)).toMatchObject({ state: "failed" });
    const overtaken = await requestOf(bench);
    await bench.push(tagged("production", "1.0.5"), "By hand");
    await bench.advance();
    expect(await bench.show(overtaken.id)).toMatchObject({ state: "superseded" });
    const acts = async (object: string) =>
      (await bench.store.read.ledger.list({ object }, { limit: 9 })).items.map(
        ({ action, actor }) => `${actor === "automation" ? actor : "somebody"} ${action}`,
      );
    expect(await acts(late.id)).toEqual(["automation promotion.expire", "somebody promotion.request"]);
    expect(await acts(overtaken.id)).toEqual([
      "automation promotion.supersede",
      "somebody promotion.request",
    ]);
  });
});
