import type { Metric, Sample } from "@/lib/domain/exposition";
import type { ClusterState, Live } from "@/lib/ports/live";
import type { Reads } from "@/lib/ports/store/store";
import type { RenderCounts } from "./render-counts";

type Watched = {
  version: string;
  store: Pick<Reads, "jobs" | "promotions">;
  live: Pick<Live, "clusters">;
  renders: Readonly<RenderCounts>;
  now: Date;
};

const one = (value: number, labels: Sample["labels"] = {}): Sample => ({ labels, value });
const seconds = (at: Date): number => at.getTime() / 1000;

/** What whoever runs the console wants to be woken for. Nobody's name, and nothing that a release or a secret says. */
export async function metricsOf({ version, store, live, renders, now }: Watched): Promise<readonly Metric[]> {
  const [jobs, promotions] = await Promise.all([store.jobs.tally(now), store.promotions.tally()]);
  const clusters = live.clusters();
  return [
    ...processMetrics(),
    {
      name: "orchestr8_build_info",
      kind: "gauge",
      help: "1, with the version that runs.",
      samples: [one(1, { version })],
    },
    {
      name: "orchestr8_jobs",
      kind: "gauge",
      help: "Jobs by kind and state.",
      samples: jobs.map(({ kind, state, count }) => one(count, { kind, state })),
    },
    {
      name: "orchestr8_jobs_due",
      kind: "gauge",
      help: "Queued jobs whose time has come: the length of the queue.",
      samples: jobs.filter(({ state }) => state === "queued").map(({ kind, due }) => one(due, { kind })),
    },
    {
      name: "orchestr8_job_leases_lapsed",
      kind: "gauge",
      help: "Running jobs whose worker let its lease lapse; another one takes them over.",
      samples: jobs
        .filter(({ state }) => state === "running")
        .map(({ kind, lapsed }) => one(lapsed, { kind })),
    },
    {
      name: "orchestr8_promotions",
      kind: "gauge",
      help: "Promotions by state.",
      samples: promotions.map(({ state, count }) => one(count, { state })),
    },
    {
      name: "orchestr8_cluster_reachable",
      kind: "gauge",
      help: "1 while the cluster answers, 0 while it does not; absent before it was first asked.",
      samples: clusters.flatMap((cluster) =>
        cluster.reachable === null ? [] : [one(Number(cluster.reachable), of(cluster))],
      ),
    },
    {
      name: "orchestr8_cluster_last_answer_timestamp_seconds",
      kind: "gauge",
      help: "When the cluster last answered.",
      samples: clusters.flatMap((cluster) =>
        cluster.asOf === null ? [] : [one(seconds(cluster.asOf), of(cluster))],
      ),
    },
    {
      name: "orchestr8_render_cache_requests_total",
      kind: "counter",
      help: "Renders looked up in the cache, by whether one was kept.",
      samples: [one(renders.found, { result: "hit" }), one(renders.missing, { result: "miss" })],
    },
  ];
}

const of = ({ name }: ClusterState): Sample["labels"] => ({ cluster: name });

/** The names that every Prometheus client library gives them. */
function processMetrics(): readonly Metric[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, heapTotal } = process.memoryUsage();
  const gauge = (name: string, help: string, value: number): Metric => ({
    name,
    kind: "gauge",
    help,
    samples: [one(value)],
  });
  return [
    {
      name: "process_cpu_seconds_total",
      kind: "counter",
      help: "CPU time of this process.",
      samples: [one((user + system) / 1e6)],
    },
    gauge("process_resident_memory_bytes", "Memory that this process holds.", rss),
    gauge(
      "process_start_time_seconds",
      "When this process began.",
      Math.round(Date.now() / 1000 - process.uptime()),
    ),
    gauge("nodejs_heap_size_used_bytes", "Heap in use.", heapUsed),
    gauge("nodejs_heap_size_total_bytes", "Heap taken from the system.", heapTotal),
  ];
}
