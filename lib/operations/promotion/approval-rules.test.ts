import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import { operations } from "../index";
import { runOperation } from "../spine";
import { openBench, sharedRenderer } from "../testing/bench";
import {
  approved,
  benches,
  commitsOf,
  deliver,
  requestOf,
  say,
  tagged,
  toProduction,
} from "../testing/promotions";
import { webBlocks } from "../testing/tree";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const code = (outcome: Awaited<ReturnType<typeof say>>): string | true =>
  outcome.ok ? true : "refusal" in outcome ? outcome.refusal.code : "fault";

onEveryStore("a yes", (stores) => {
  const { open, close } = benches(async () =>
    openBench({ store: await stores.store(), renderer: shared.renderer }),
  );
  afterEach(close);

  test("is refused from the requester, an author, a stranger to the team, a stale member and a second account", async () => {
    const bench = await open();
    await bench.signIn("dora", ["developers", "platform-team"]);
    bench.repository.git(["commit", "--quiet", "--allow-empty", "-m", "warm up"]);
    bench.repository.put(
      "apps/web/overlays/staging/kustomization.yaml",
      tagged("staging", "1.0.7")["apps/web/overlays/staging/kustomization.yaml"] ?? "",
    );
    bench.repository.git([
      "commit",
      "--quiet",
      "-a",
      "--author",
      "Pavel <pavel@acme.example>",
      "-m",
      "Staging takes 1.0.7",
    ]);
    bench.repository.git(["push", "--quiet", "origin", "HEAD"]);
    await bench.engine.refresh();
    const asked = await bench.value<{ id: string }>("dora", "promotion.request", toProduction);
    expect(code(await say(bench, "dora", "platform-team", asked.id))).toBe("approval.own-request");
    expect(code(await say(bench, "pavel", "platform-team", asked.id))).toBe("approval.own-commit");
    expect(code(await say(bench, "petra", "security-team", asked.id))).toBe("approval.not-member");
    expect(code(await say(bench, "quentin", "platform-team", asked.id))).toBe("auth.forbidden");
    expect(code(await say(bench, "sam", "finance", asked.id))).toBe("approval.team-not-asked");
    await bench.signIn("dora-again", ["platform-team"], "Dora@acme.example");
    expect(code(await say(bench, "dora-again", "platform-team", asked.id))).toBe("approval.own-request");
    bench.forward(24 * 3_600_000 + 60_000);
    expect(code(await say(bench, "petra", "platform-team", asked.id))).toBe("approval.membership-stale");
    await bench.signIn("petra");
    expect(code(await say(bench, "petra", "platform-team", asked.id))).toBe(true);
  });

  test("to production needs a sign-in of the last five minutes in a browser; an access token and a no are exempt", async () => {
    const bench = await open();
    const { id } = await requestOf(bench);
    const { plan } = await bench.show(id);
    bench.proofs.set("petra", bench.clock.at);
    bench.forward(5 * 60_000 + 1);
    const refused = await bench.refusal("petra", "promotion.approve", {
      id,
      team: "platform-team",
      planDigest: plan.digest,
    });
    const { proof } = await bench.show(id, "petra");
    expect(refused.code).toBe("auth.sign-in-old");
    expect(proof?.fresh).toMatchObject({ allowed: false, code: refused.code, message: refused.message });
    expect((await bench.show(id)).teams.map((team) => team.given)).toEqual([0, 0]);
    for (const scope of ["promotion.decide", "all"]) {
      const token = { name: "a way around", scopes: ["read", scope] };
      expect((await bench.refusal("petra", "token.create", token)).code).toBe("auth.sign-in-old");
    }
    expect((await bench.ask("petra", "token.create", { name: "reader", scopes: ["read"] })).ok).toBe(true);
    bench.proofs.set("petra", bench.clock.at);
    expect((await bench.show(id, "petra")).proof?.fresh.allowed).toBe(true);
    expect(code(await say(bench, "petra", "platform-team", id))).toBe(true);

    const approve = operations.get("promotion.approve");
    const sam = await bench.engine.person(bench.people.get("sam") ?? "", {
      kind: "token",
      id: "tok_1",
      scopes: ["all"],
    });
    if (!approve || !sam) throw new Error("there is no such act or person");
    const input = { id, team: "security-team", planDigest: plan.digest };
    const caller = { actor: sam, requestId: "req_test" };
    expect((await runOperation(bench.engine.spine, approve, input, caller)).ok).toBe(true);

    bench.proofs.set("bea", new Date(0));
    const no = { id, team: "security-team", planDigest: plan.digest, reason: "not this week" };
    expect(await bench.value("bea", "promotion.reject", no)).toMatchObject({ state: "rejected" });
  });

  test("of one person in both teams fills one slot, whatever account it comes from", async () => {
    const bench = await open();
    const { id } = await requestOf(bench);
    expect(code(await say(bench, "bea", "platform-team", id))).toBe(true);
    expect(code(await say(bench, "bea", "security-team", id))).toBe("approval.already-given");
    await bench.signIn("bea-two", ["security-team"], "BEA@acme.example");
    expect(code(await say(bench, "bea-two", "security-team", id))).toBe("approval.already-given");
    expect(code(await say(bench, "pavel", "platform-team", id))).toBe("approval.not-needed");
    expect((await deliver(bench, id)).state).toBe("waiting");
  });

  test("counts no more once its giver has left the team or is not confirmed, and nothing starts on it", async () => {
    const bench = await open();
    const { id } = await approved(bench);
    await bench.signIn("sam", []);
    expect((await deliver(bench, id)).state).toBe("waiting");
    expect(commitsOf(bench, id)).toEqual([]);
    await bench.signIn("sam");
    expect((await deliver(bench, id)).state).toBe("done");
  });

  test("given twenty times at once starts exactly one delivery, from two processes too", async () => {
    const bench = await open();
    const { id } = await requestOf(bench);
    await say(bench, "petra", "platform-team", id);
    const many = Array.from({ length: 20 }, (_, n) => `guard-${n}`);
    for (const handle of many) await bench.signIn(handle, ["security-team"]);
    const { plan } = await bench.show(id);
    const other = await bench.second();
    const input = { id, team: "security-team", planDigest: plan.digest };
    const outcomes = await Promise.all(
      many.map(async (handle, n) => {
        const outcome = await bench.ask(handle, "promotion.approve", input);
        await (n % 2 === 0 ? bench.advance() : other.rounds.advance());
        return outcome;
      }),
    );
    expect(outcomes.some((outcome) => outcome.ok)).toBe(true);
    expect(outcomes.filter((outcome) => "fault" in outcome)).toEqual([]);
    expect(await bench.store.read.jobs.list({ limit: 10 })).toHaveLength(1);
    await Promise.all([bench.work(), other.rounds.job()]);
    await bench.work();
    await other.close();
    const done = await bench.show(id);
    expect(done.state).toBe("done");
    expect(done.timeline.filter((item) => item.kind === "started")).toHaveLength(1);
    expect(commitsOf(bench, id)).toHaveLength(1);
    const { items } = await bench.store.read.ledger.list(
      { object: id, action: "promotion.execute" },
      { limit: 5 },
    );
    expect(items).toHaveLength(1);
    expect(await bench.value("alex", "audit.verify")).toMatchObject({ intact: true });
  });

  test("is still needed from a team that a branch or a later commit drops from the approvers", async () => {
    const bench = await open();
    const { id } = await requestOf(bench);
    bench.repository.git(["checkout", "--quiet", "-b", "weaken"]);
    bench.repository.commit(
      { "apps/web/environments.yaml": webBlocks("[platform-team]") },
      "Ask platform only",
    );
    bench.repository.git(["checkout", "--quiet", "main"]);
    await bench.engine.refresh();
    expect((await bench.show(id)).teams.map((team) => team.team)).toEqual(["platform-team", "security-team"]);
    await bench.push({ "apps/web/environments.yaml": webBlocks("[platform-team]") }, "Ask platform only");
    expect((await say(bench, "petra", "platform-team", id)).ok).toBe(true);
    expect((await deliver(bench, id)).state).toBe("waiting");
    await say(bench, "sam", "security-team", id);
    expect((await deliver(bench, id)).state).toBe("done");
  });
});
