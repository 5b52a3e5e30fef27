import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Json } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { isSecretMark } from "@/lib/domain/secret";
import type { Cluster, ListAsk, ListPage, WatchEvent } from "./cluster";
import { ClusterRefusal } from "./cluster-refusal";
import { Fault } from "./fault";

export type ClusterSubjects = {
  /** May do everything. */
  cluster: Cluster;
  /** Reads everything but Secrets and changes nothing. */
  viewer: Cluster;
  /** Nobody listens there. */
  unreachable: Cluster;
  /** Takes the connection and never answers. */
  silent: Cluster;
  /** Makes the cluster forget its history: every continue token and watch position so far is too old. */
  forget(): Promise<void>;
  stop(): Promise<void>;
};

/** What one implementation does not do, each with its reason. */
export type ClusterLacks = {
  /** Unknown fields and wrong types are found by the kinds' schemas. */
  schemas?: string;
};

type Page = Extract<ListPage, { kind: "page" }>;

/** The promises of the Cluster port, written against the real API server and kept by everything that implements it. */
export function clusterBehaves(open: () => Promise<ClusterSubjects>, lacks: ClusterLacks = {}): void {
  let subjects: ClusterSubjects;
  let cluster: Cluster;
  let viewer: Cluster;
  let made = 0;

  beforeAll(async () => {
    subjects = await open();
    ({ cluster, viewer } = subjects);
  });
  afterAll(async () => subjects?.stop());

  /** A namespace of the test's own. */
  const namespace = async (): Promise<string> => {
    made += 1;
    const name = `behaves-${made}`;
    await applied(cluster, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
    return name;
  };

  describe("reading", () => {
    test("an absent object is null, not an error", async () => {
      expect(await cluster.get(settings("nowhere", "absent"))).toBeNull();
    });

    test("a kind the cluster does not serve is refused as unserved, never shown as empty", async () => {
      const kind = { apiVersion: "example.com/v1", kind: "Unheard" };
      const get = cluster.get({ ...kind, namespace: "default", name: "x" });
      expect((await refusal(get)).reason).toBe("unserved");
      expect((await refusal(cluster.list(kind))).reason).toBe("unserved");
    });

    test("a name cannot climb out of its collection", async () => {
      const climbing = cluster.get(settings("default", "../../../version"));
      expect((await refusal(climbing)).reason).toBe("invalid");
    });

    test("a namespaced object is never looked for in a guessed namespace", async () => {
      const ref = { apiVersion: "v1", kind: "ConfigMap", name: "x" };
      expect((await refusal(cluster.get(ref))).reason).toBe("invalid");
    });

    test("the server tells its version", async () => {
      const version = await cluster.version();
      expect(version.gitVersion).toMatch(/^v1\.\d+\.\d+/);
      expect(version.minor).toMatch(/^\d+/);
    });
  });

  describe("listing", () => {
    test("pages follow each other until everything was seen once", async () => {
      const where = await namespace();
      const names = ["a", "b", "c", "d", "e", "f", "g"];
      for (const name of names) await applied(cluster, configMap(where, name, { v: "1" }));
      const ask = {
        apiVersion: "v1",
        kind: "ConfigMap",
        namespace: where,
        labels: "suite=behaves",
        limit: 3,
      };
      const first = await page(cluster, ask);
      expect(first.items).toHaveLength(3);
      const second = await page(cluster, { ...ask, continue: first.continue ?? "" });
      const third = await page(cluster, { ...ask, continue: second.continue ?? "" });
      expect(third.continue).toBeNull();
      const seen = [first, second, third].flatMap((one) => one.items.map((item) => item.metadata.name));
      expect(seen).toEqual(names);
    });

    test("a list holds still while it is paged: an object added meanwhile is not in its later pages", async () => {
      const where = await namespace();
      for (const name of ["a", "b", "c"]) await applied(cluster, configMap(where, name, {}));
      const ask = {
        apiVersion: "v1",
        kind: "ConfigMap",
        namespace: where,
        labels: "suite=behaves",
        limit: 2,
      };
      const first = await page(cluster, ask);
      await applied(cluster, configMap(where, "bb", {}));
      const rest = await page(cluster, { ...ask, continue: first.continue ?? "" });
      expect(rest.items.map((item) => item.metadata.name)).toEqual(["c"]);
      expect(rest.resourceVersion).toBe(first.resourceVersion);
    });

    test("a continue token the server forgot is told as expired, so the caller starts again", async () => {
      const where = await namespace();
      for (const name of ["a", "b", "c"]) await applied(cluster, configMap(where, name, {}));
      const ask = { apiVersion: "v1", kind: "ConfigMap", namespace: where, limit: 1 };
      const first = await page(cluster, ask);
      await subjects.forget();
      const late = await cluster.list({ ...ask, continue: first.continue ?? "" });
      expect(late.kind).toBe("expired");
      expect((await page(cluster, ask)).items).toHaveLength(1);
    });

    test("labels select, every namespace is seen without one, and each item says its kind", async () => {
      const [here, there] = [await namespace(), await namespace()];
      await applied(cluster, configMap(here, "one", {}, { colour: `red-${here}` }));
      await applied(cluster, configMap(there, "two", {}, { colour: `red-${here}` }));
      await applied(cluster, configMap(there, "three", {}, { colour: "blue" }));
      const kind = { apiVersion: "v1", kind: "ConfigMap" };
      const found = await page(cluster, { ...kind, labels: `colour in (red-${here}),colour!=blue` });
      expect(found.items.map((item) => `${item.metadata.namespace}/${item.metadata.name}`)).toEqual([
        `${here}/one`,
        `${there}/two`,
      ]);
      expect(found.items.every((item) => item.kind === "ConfigMap" && item.apiVersion === "v1")).toBe(true);
    });
  });

  describe("applying", () => {
    test("what is applied is there, and applying it again changes nothing", async () => {
      const where = await namespace();
      const wanted = configMap(where, "settings", { mode: "fast" });
      const first = await applied(cluster, wanted);
      const again = await applied(cluster, wanted);
      expect(first.data).toEqual({ mode: "fast" });
      expect(again.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
      expect(await cluster.get(settings(where, "settings"))).toEqual(again);
    });

    test("a dry-run answers what would be and stores nothing", async () => {
      const where = await namespace();
      await applied(cluster, configMap(where, "settings", { mode: "fast" }));
      const would = await cluster.apply(configMap(where, "settings", { mode: "slow" }), {
        manager: "orchestr8",
        dryRun: true,
      });
      expect(would.kind === "applied" && would.object.data).toEqual({ mode: "slow" });
      expect((await cluster.get(settings(where, "settings")))?.data).toEqual({ mode: "fast" });
      const unborn = await cluster.apply(configMap(where, "unborn", {}), {
        manager: "orchestr8",
        dryRun: true,
      });
      expect(unborn.kind).toBe("applied");
      expect(await cluster.get(settings(where, "unborn"))).toBeNull();
    });

    test("a field another manager owns is a conflict that names manager and field, and force takes it over", async () => {
      const where = await namespace();
      await applied(cluster, configMap(where, "settings", { mode: "fast" }), "argocd");
      const mine = configMap(where, "settings", { mode: "slow" });
      const answer = await cluster.apply(mine, { manager: "orchestr8" });
      expect(answer.kind === "conflict" && answer.conflicts).toEqual([
        { manager: "argocd", field: ".data.mode" },
      ]);
      expect((await cluster.get(settings(where, "settings")))?.data).toEqual({ mode: "fast" });
      const forced = await cluster.apply(mine, { manager: "orchestr8", force: true });
      expect(forced.kind === "applied" && forced.object.data).toEqual({ mode: "slow" });
    });

    test("two managers share an object, and agreeing on a value is no conflict", async () => {
      const where = await namespace();
      await applied(cluster, configMap(where, "settings", { mode: "fast" }), "argocd");
      const both = await applied(cluster, configMap(where, "settings", { mode: "fast", extra: "1" }));
      expect(both.data).toEqual({ mode: "fast", extra: "1" });
    });

    test("a field no longer applied is removed, unless another manager holds it too", async () => {
      const where = await namespace();
      await applied(cluster, configMap(where, "settings", { shared: "s", mine: "m" }));
      await applied(cluster, configMap(where, "settings", { shared: "s" }), "argocd");
      const left = await applied(cluster, configMap(where, "settings", {}));
      expect(left.data).toEqual({ shared: "s" });
    });

    test("containers are merged by name: a second manager's own container stays", async () => {
      const where = await namespace();
      await applied(cluster, deployment(where, "web", { containers: [{ name: "web", image: "web:1" }] }));
      const sidecar = deployment(where, "web", { containers: [{ name: "proxy", image: "proxy:1" }] });
      await applied(cluster, sidecar, "mesh");
      const next = deployment(where, "web", { containers: [{ name: "web", image: "web:2" }] });
      const after = await applied(cluster, next);
      expect(containers(after).map((one) => `${one.name}=${one.image}`)).toEqual([
        "web=web:2",
        "proxy=proxy:1",
      ]);
    });

    test("an object the API finds wrong is refused with the field named", async () => {
      const where = await namespace();
      const answer = await cluster.apply(configMap(where, "Not_A_Name", {}), { manager: "orchestr8" });
      expect(answer.kind === "refused" && answer.refusal.reason).toBe("invalid");
      expect(answer.kind === "refused" && answer.refusal.fields[0]?.field).toBe("metadata.name");
    });

    test.skipIf(lacks.schemas)(
      `a field the kind does not know is refused, not dropped${lacks.schemas ? ` [skipped: ${lacks.schemas}]` : ""}`,
      async () => {
        const where = await namespace();
        const wrong = { ...configMap(where, "settings", {}), dat: { a: "1" } };
        const answer = await cluster.apply(wrong, { manager: "orchestr8", dryRun: true });
        expect(answer.kind === "refused" && answer.refusal.reason).toBe("invalid");
      },
    );

    test("nothing is applied into a namespace that is not there", async () => {
      const answer = await cluster.apply(configMap("never-made", "settings", {}), { manager: "orchestr8" });
      expect(answer.kind === "refused" && answer.refusal.reason).toBe("missing");
    });
  });

  describe("what comes through the door", () => {
    test("field managers are dropped unless asked for", async () => {
      const where = await namespace();
      const object = await applied(cluster, configMap(where, "settings", { mode: "fast" }), "argocd");
      expect(object.metadata).not.toHaveProperty("managedFields");
      const asked = await cluster.get(settings(where, "settings"), { withManagers: true });
      expect(asked?.metadata.managedFields).toMatchObject([{ manager: "argocd", operation: "Apply" }]);
    });

    test("the last-applied annotation never comes out", async () => {
      const where = await namespace();
      const annotations = { "kubectl.kubernetes.io/last-applied-configuration": "{}", kept: "yes" };
      const base = configMap(where, "settings", {});
      const object = await applied(cluster, { ...base, metadata: { ...base.metadata, annotations } });
      expect(object.metadata.annotations).toEqual({ kept: "yes" });
    });

    test("no verb lets a Secret's value out, and equal values have equal masks", async () => {
      const where = await namespace();
      const canary = "canary-9f3b1c";
      const listed = await page(cluster, { apiVersion: "v1", kind: "Secret", namespace: where });
      const watching = collect(
        cluster,
        { kind: "Secret", namespace: where, from: listed.resourceVersion },
        1,
      );
      const answer = await applied(cluster, secret(where, "one", { password: canary }));
      await applied(cluster, secret(where, "two", { other: canary }));
      const got = await cluster.get({ apiVersion: "v1", kind: "Secret", namespace: where, name: "one" });
      const again = await page(cluster, { apiVersion: "v1", kind: "Secret", namespace: where });
      const everything = JSON.stringify([answer, got, again, await watching]);
      expect(everything).not.toContain(canary);
      expect(everything).not.toContain(Buffer.from(canary).toString("base64"));
      const [one, two] = again.items.map((item) => Object.values(item.data as Record<string, Json>)[0]);
      expect(isSecretMark(one)).toBe(true);
      expect(two).toBe(one);
    });

    test("a mask is never stored over the value it stands for, but may be compared by a dry-run", async () => {
      const where = await namespace();
      const first = await applied(cluster, secret(where, "one", { password: "s3cret-value" }));
      const masked = bare(first);
      const stored = await cluster.apply(masked, { manager: "orchestr8" });
      expect(stored.kind === "refused" && stored.refusal.reason).toBe("masked");
      const would = await cluster.apply(masked, { manager: "orchestr8", dryRun: true });
      expect(would.kind === "applied" && would.object.data).toEqual(first.data);
    });
  });

  describe("watching", () => {
    test("every change after a list arrives once, in order", async () => {
      const where = await namespace();
      await applied(cluster, configMap(where, "before", {}));
      const { resourceVersion } = await page(cluster, {
        apiVersion: "v1",
        kind: "ConfigMap",
        namespace: where,
      });
      const seen = collect(cluster, { kind: "ConfigMap", namespace: where, from: resourceVersion }, 3);
      await applied(cluster, configMap(where, "settings", { mode: "fast" }));
      await applied(cluster, configMap(where, "settings", { mode: "slow" }));
      await cluster.delete(settings(where, "settings"));
      expect(
        (await seen).map((event) => `${event.type} ${"object" in event && event.object.metadata.name}`),
      ).toEqual(["added settings", "modified settings", "deleted settings"]);
    });

    test("a watch goes on from any event's version", async () => {
      const where = await namespace();
      const first = await applied(cluster, configMap(where, "settings", { mode: "1" }));
      await applied(cluster, configMap(where, "settings", { mode: "2" }));
      const from = String(first.metadata.resourceVersion);
      const [event] = await collect(cluster, { kind: "ConfigMap", namespace: where, from }, 1);
      expect(event?.type === "modified" && event.object.data).toEqual({ mode: "2" });
    });

    test("an object that stops matching the labels is told as deleted", async () => {
      const where = await namespace();
      const red = await applied(cluster, configMap(where, "settings", {}, { colour: "red" }));
      const from = String(red.metadata.resourceVersion);
      const seen = collect(cluster, { kind: "ConfigMap", namespace: where, labels: "colour=red", from }, 1);
      await applied(cluster, configMap(where, "settings", {}, { colour: "blue" }));
      expect((await seen)[0]?.type).toBe("deleted");
    });

    test("a quiet watch sends bookmarks that move its position, and ends in good order", async () => {
      const where = await namespace();
      const { resourceVersion: from } = await page(cluster, {
        apiVersion: "v1",
        kind: "ConfigMap",
        namespace: where,
      });
      const other = await namespace();
      const changed = later(1_000).then(() => applied(cluster, configMap(other, "elsewhere", {})));
      const ask = { apiVersion: "v1", kind: "ConfigMap", namespace: where, from };
      const events: WatchEvent[] = [];
      for await (const event of cluster.watch(ask, { signal: never(), lifeMs: 6_000 })) events.push(event);
      const { metadata } = await changed;
      const last = events.at(-1);
      expect(last?.type).toBe("bookmark");
      expect(last?.type === "bookmark" && Number(last.resourceVersion)).toBeGreaterThanOrEqual(
        Number(metadata.resourceVersion),
      );
    });

    test("a position the server forgot is one expired event, and the watch is over", async () => {
      const where = await namespace();
      await applied(cluster, configMap(where, "settings", {}));
      await subjects.forget();
      const events: WatchEvent[] = [];
      const ask = { apiVersion: "v1", kind: "ConfigMap", namespace: where, from: "1" };
      for await (const event of cluster.watch(ask, { signal: never(), lifeMs: 5_000 })) events.push(event);
      expect(events.map((event) => event.type)).toEqual(["expired"]);
    });

    test("an aborted watch ends at once and without an error", async () => {
      const where = await namespace();
      const { resourceVersion: from } = await page(cluster, {
        apiVersion: "v1",
        kind: "ConfigMap",
        namespace: where,
      });
      const abort = new AbortController();
      const ended = (async () => {
        for await (const _ of cluster.watch(
          { apiVersion: "v1", kind: "ConfigMap", namespace: where, from },
          { signal: abort.signal },
        )) {
        }
        return "ended";
      })();
      setTimeout(() => abort.abort(), 100);
      expect(await Promise.race([ended, later(3_000)])).toBe("ended");
    });
  });

  describe("scaling, patching and deleting", () => {
    test("scaling sets the replicas, also to none; a dry-run only says so", async () => {
      const where = await namespace();
      await applied(cluster, deployment(where, "web", { replicas: 2 }));
      const ref = { apiVersion: "apps/v1", kind: "Deployment", namespace: where, name: "web" };
      const dry = await cluster.scale(ref, 9, { manager: "orchestr8", dryRun: true });
      expect(dry).toEqual({ kind: "scaled", replicas: 9 });
      expect(await replicas(cluster, where, "web")).toBe(2);
      expect(await cluster.scale(ref, 5, { manager: "orchestr8" })).toEqual({ kind: "scaled", replicas: 5 });
      expect(await replicas(cluster, where, "web")).toBe(5);
      expect(await cluster.scale(ref, 0, { manager: "orchestr8" })).toEqual({ kind: "scaled", replicas: 0 });
      expect(await replicas(cluster, where, "web")).toBe(0);
    });

    test("scaling what is not there, what cannot be scaled, or below none, each says so", async () => {
      const where = await namespace();
      await applied(cluster, deployment(where, "web", { replicas: 1 }));
      await applied(cluster, configMap(where, "settings", {}));
      const by = { manager: "orchestr8" };
      const web = { apiVersion: "apps/v1", kind: "Deployment", namespace: where, name: "web" };
      expect(await cluster.scale({ ...web, name: "absent" }, 1, by)).toEqual({ kind: "absent" });
      const map = await cluster.scale(settings(where, "settings"), 1, by);
      expect(map.kind === "refused" && map.refusal.reason).toBe("unserved");
      const below = await cluster.scale(web, -1, by);
      expect(below.kind === "refused" && below.refusal.reason).toBe("invalid");
    });

    test("a merge patch changes what it names and removes what it sets to null", async () => {
      const where = await namespace();
      await applied(cluster, configMap(where, "settings", { mode: "fast", extra: "1" }));
      const ref = settings(where, "settings");
      const change = { data: { mode: "slow", extra: null } };
      const dry = await cluster.patch(ref, change, { manager: "kubectl-edit", dryRun: true });
      expect(dry.kind === "patched" && dry.object.data).toEqual({ mode: "slow" });
      expect((await cluster.get(ref))?.data).toEqual({ mode: "fast", extra: "1" });
      const answer = await cluster.patch(ref, change, { manager: "kubectl-edit" });
      expect(answer.kind === "patched" && answer.object.data).toEqual({ mode: "slow" });
      const absent = await cluster.patch({ ...ref, name: "absent" }, change, { manager: "kubectl-edit" });
      expect(absent).toEqual({ kind: "absent" });
    });

    test("a patch made for an older version of the object is a conflict", async () => {
      const where = await namespace();
      const first = await applied(cluster, configMap(where, "settings", { mode: "fast" }));
      await applied(cluster, configMap(where, "settings", { mode: "slow" }));
      const resourceVersion = first.metadata.resourceVersion ?? "";
      const change = { metadata: { resourceVersion }, data: { mode: "fast" } };
      const answer = await cluster.patch(settings(where, "settings"), change, { manager: "kubectl-edit" });
      expect(answer.kind).toBe("conflict");
    });

    test("who patched a field owns it, and the next apply over it is a conflict", async () => {
      const where = await namespace();
      await applied(cluster, configMap(where, "settings", { mode: "fast" }));
      await cluster.patch(
        settings(where, "settings"),
        { data: { mode: "odd" } },
        { manager: "kubectl-edit" },
      );
      const answer = await cluster.apply(configMap(where, "settings", { mode: "fast" }), {
        manager: "orchestr8",
      });
      expect(answer.kind === "conflict" && answer.conflicts).toEqual([
        { manager: "kubectl-edit", field: ".data.mode" },
      ]);
    });

    test("the status is patched apart from the rest", async () => {
      const where = await namespace();
      await applied(cluster, deployment(where, "web", { replicas: 0 }));
      const ref = { apiVersion: "apps/v1", kind: "Deployment", namespace: where, name: "web" };
      const change = { spec: { replicas: 9 }, status: { collisionCount: 4 } };
      const answer = await cluster.patch(ref, change, { manager: "orchestr8", subresource: "status" });
      expect(answer.kind === "patched" && answer.object.status).toMatchObject({ collisionCount: 4 });
      expect(await replicas(cluster, where, "web")).toBe(0);
    });

    test("a deletion happens once; a dry-run of it leaves the object", async () => {
      const where = await namespace();
      await applied(cluster, configMap(where, "settings", {}));
      const ref = settings(where, "settings");
      expect(await cluster.delete(ref, { dryRun: true })).toEqual({ kind: "deleted" });
      expect(await cluster.get(ref)).not.toBeNull();
      expect(await cluster.delete(ref)).toEqual({ kind: "deleted" });
      expect(await cluster.delete(ref)).toEqual({ kind: "absent" });
    });

    test("a deletion bound to a uid spares a later object of the same name", async () => {
      const where = await namespace();
      const first = await applied(cluster, configMap(where, "settings", {}));
      const ref = settings(where, "settings");
      await cluster.delete(ref);
      const second = await applied(cluster, configMap(where, "settings", {}));
      expect(second.metadata.uid).not.toBe(first.metadata.uid);
      expect((await cluster.delete(ref, { uid: String(first.metadata.uid) })).kind).toBe("conflict");
      expect(await cluster.delete(ref, { uid: String(second.metadata.uid) })).toEqual({ kind: "deleted" });
    });
  });

  describe("rights", () => {
    const deletion = { verb: "delete", group: "apps", resource: "deployments", namespace: "default" };

    test("the access review tells each identity its own rights", async () => {
      expect((await cluster.mayI(deletion)).allowed).toBe(true);
      expect((await viewer.mayI(deletion)).allowed).toBe(false);
      expect((await viewer.mayI({ ...deletion, verb: "list" })).allowed).toBe(true);
      expect((await viewer.mayI({ verb: "get", group: "", resource: "secrets" })).allowed).toBe(false);
    });

    test("what the identity may not do is refused as forbidden, and nothing happens", async () => {
      const where = await namespace();
      await applied(cluster, deployment(where, "web", { replicas: 1 }));
      const ref = { apiVersion: "apps/v1", kind: "Deployment", namespace: where, name: "web" };
      const tries = [
        await viewer.apply(configMap(where, "settings", {}), { manager: "viewer" }),
        await viewer.delete(ref),
        await viewer.scale(ref, 3, { manager: "viewer" }),
        await viewer.patch(ref, { spec: { replicas: 3 } }, { manager: "viewer" }),
      ];
      for (const tried of tries) expect(tried.kind === "refused" && tried.refusal.reason).toBe("forbidden");
      expect(await replicas(viewer, where, "web")).toBe(1);
      expect(await viewer.get(settings(where, "settings"))).toBeNull();
    });

    test("reading what one may not read is refused, never shown as empty", async () => {
      const where = await namespace();
      await applied(cluster, secret(where, "one", { password: "x-y-z" }));
      const kind = { apiVersion: "v1", kind: "Secret", namespace: where };
      expect((await refusal(viewer.get({ ...kind, name: "one" }))).reason).toBe("forbidden");
      expect((await refusal(viewer.list(kind))).reason).toBe("forbidden");
      const watching = collect(viewer, { kind: "Secret", namespace: where, from: "0" }, 1);
      expect((await refusal(watching)).reason).toBe("forbidden");
    });
  });

  describe("a cluster in trouble", () => {
    test("one that cannot be reached is a retryable fault, for every verb", async () => {
      const { unreachable } = subjects;
      const tries = [
        unreachable.version(),
        unreachable.get(settings("default", "x")),
        unreachable.list({ apiVersion: "v1", kind: "ConfigMap" }),
        unreachable.apply(configMap("default", "x", {}), { manager: "orchestr8" }),
        unreachable.delete(settings("default", "x")),
        unreachable.scale(settings("default", "x"), 1, { manager: "orchestr8" }),
        unreachable.patch(settings("default", "x"), {}, { manager: "orchestr8" }),
        unreachable.mayI({ verb: "get", group: "", resource: "pods" }),
        collect(unreachable, { kind: "ConfigMap", namespace: "default", from: "0" }, 1),
      ];
      for (const answer of await Promise.all(tries.map(fault))) expect(answer.retryable).toBe(true);
    });

    test("one that never answers is given up after the call's own time", async () => {
      const started = Date.now();
      const answer = await fault(subjects.silent.version({ timeoutMs: 300 }));
      expect(answer.retryable).toBe(true);
      expect(Date.now() - started).toBeLessThan(3_000);
    });

    test("a caller that gives up is not kept waiting", async () => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 50);
      const started = Date.now();
      await fault(subjects.silent.version({ timeoutMs: 30_000, signal: abort.signal }));
      expect(Date.now() - started).toBeLessThan(3_000);
    });
  });
}

const settings = (namespace: string, name: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  namespace,
  name,
});

const configMap = (
  namespace: string,
  name: string,
  data: Record<string, string>,
  labels: Record<string, string> = {},
): Manifest => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace, labels: { suite: "behaves", ...labels } },
  data,
});

const secret = (namespace: string, name: string, values: Record<string, string>): Manifest => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name, namespace },
  type: "Opaque",
  data: Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString("base64")]),
  ),
});

function deployment(
  namespace: string,
  name: string,
  spec: { replicas?: number; containers?: { name: string; image: string }[] },
): Manifest {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      ...(spec.replicas === undefined ? {} : { replicas: spec.replicas }),
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: spec.containers ?? [{ name: "web", image: "web:1" }] },
      },
    },
  };
}

/** The object without what the server wrote, as one would apply it again. */
const bare = ({ apiVersion, kind, metadata, data, type }: Manifest): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: metadata.name, ...(metadata.namespace ? { namespace: metadata.namespace } : {}) },
  data: data ?? {},
  type: type ?? "Opaque",
});

async function applied(cluster: Cluster, object: Manifest, manager = "orchestr8"): Promise<Manifest> {
  const answer = await cluster.apply(object, { manager });
  if (answer.kind === "applied") return answer.object;
  throw answer.kind === "refused" ? answer.refusal : new Error(answer.message);
}

async function page(cluster: Cluster, ask: ListAsk): Promise<Page> {
  const answer = await cluster.list(ask);
  if (answer.kind === "page") return answer;
  throw new Error(answer.message);
}

async function replicas(cluster: Cluster, namespace: string, name: string): Promise<Json | undefined> {
  const found = await cluster.get({ apiVersion: "apps/v1", kind: "Deployment", namespace, name });
  return (found?.spec as Record<string, Json> | undefined)?.replicas;
}

function containers(object: Manifest): { name: string; image: string }[] {
  const spec = object.spec as { template: { spec: { containers: { name: string; image: string }[] } } };
  return spec.template.spec.containers;
}

/** The first `count` events that are no bookmarks; gives up after ten seconds. */
async function collect(
  cluster: Cluster,
  ask: { kind: "ConfigMap" | "Secret"; namespace: string; labels?: string; from: string },
  count: number,
): Promise<WatchEvent[]> {
  const events: WatchEvent[] = [];
  const signal = AbortSignal.timeout(10_000);
  for await (const event of cluster.watch({ apiVersion: "v1", ...ask }, { signal })) {
    if (event.type !== "bookmark") events.push(event);
    if (events.length === count) break;
  }
  return events;
}

const never = (): AbortSignal => new AbortController().signal;
const later = (ms: number) =>
  new Promise<string>((resolve) => setTimeout(() => resolve(`still waiting after ${ms} ms`), ms));

async function caught(act: Promise<unknown>): Promise<unknown> {
  return act.then(
    (value) => {
      throw new Error(`it was answered: ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}

async function refusal(act: Promise<unknown>): Promise<ClusterRefusal> {
  const error = await caught(act);
  expect(error).toBeInstanceOf(ClusterRefusal);
  return error as ClusterRefusal;
}

async function fault(act: Promise<unknown>): Promise<Fault> {
  const error = await caught(act);
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}
