import { afterEach, expect, test } from "vitest";
import type { Manifest } from "@/lib/domain/manifest";
import type { Cluster } from "@/lib/ports/cluster";
import { ClusterRefusal } from "@/lib/ports/cluster-refusal";
import { Fault } from "@/lib/ports/fault";
import { always, measured } from "./kinds";
import { type LiveProjection, openLive } from "./live";

let live: LiveProjection | null = null;
afterEach(() => live?.close());

const metrics = { apiVersion: "metrics.k8s.io/v1beta1", kind: "NodeMetrics" };
const one = (kind: string): Manifest => ({ apiVersion: "v1", kind, metadata: { name: kind.toLowerCase() } });

/** A cluster that answers every list with one object of the kind, and never has news. */
const quiet = (list: (kind: string) => Manifest[]): Cluster =>
  ({
    name: "one",
    version: async () => ({ gitVersion: "v1.35.0" }),
    list: async ({ kind }: { kind: string }) => ({
      kind: "page",
      items: list(kind),
      continue: null,
      resourceVersion: "1",
    }),
    async *watch(_ask: unknown, { signal }: { signal: AbortSignal }) {
      await new Promise((done) => signal.addEventListener("abort", done));
    },
  }) as unknown as Cluster;

async function follow(cluster: Cluster): Promise<LiveProjection> {
  live = openLive(new Map([["one", cluster]]), { now: () => new Date(), changed: () => undefined });
  live.follow("one", [...always, ...measured]);
  await new Promise((done) => setTimeout(done, 20));
  return live;
}

test("what a metrics server measures is listed, and is no object of a namespace", async () => {
  const seen = await follow(quiet((kind) => [one(kind)]));
  expect(seen.listed("one", metrics)).toHaveLength(1);
  expect([...(seen.namespace("one", "")?.objects.keys() ?? [])].some((key) => key.includes("Metrics"))).toBe(
    false,
  );
});

test("a cluster without a metrics server is unknown in its use and known in everything else", async () => {
  const seen = await follow(
    quiet((kind) => {
      if (kind.endsWith("Metrics")) throw new ClusterRefusal("unserved", "no such kind");
      return [one(kind)];
    }),
  );
  expect(seen.listed("one", metrics)).toBeNull();
  expect(seen.listed("one", { apiVersion: "v1", kind: "Node" })).toHaveLength(1);
  expect(seen.namespace("one", "")).not.toBeNull();
});

test("a metrics server that is down never makes its cluster look down", async () => {
  const seen = await follow(
    quiet((kind) => {
      if (kind.endsWith("Metrics")) throw new Fault("503", { retryable: true });
      return [one(kind)];
    }),
  );
  expect(seen.cluster("one").reachable).toBe(true);
  expect(seen.listed("one", metrics)).toBeNull();
  expect(seen.namespace("one", "")).not.toBeNull();
});
