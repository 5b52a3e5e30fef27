import { describe } from "vitest";
import { clusterBehaves } from "@/lib/ports/cluster.conformance";
import { startStandinCluster } from "./start";

const options = {
  purpose: "test",
  realClusterConfigured: false,
  region: "eu-central-1",
  zones: ["eu-central-1a"],
  pools: [{ name: "default", instanceType: "t3.large", minNodes: 2, maxNodes: 5 }],
  seed: 1,
  clock: () => new Date(),
  hash: (text: string) => `hashed${text.length}`,
} as const;

describe("a cluster stand-in", () => {
  clusterBehaves(
    async () => {
      const standin = startStandinCluster({ ...options, name: "standin", faults: [] });
      const unreachable = startStandinCluster({ ...options, name: "far", faults: ["unreachable"] });
      const silent = startStandinCluster({ ...options, name: "silent", faults: ["slow"], slowMs: 3_600_000 });
      return {
        cluster: standin.cluster,
        viewer: standin.as("viewer"),
        unreachable: unreachable.cluster,
        silent: silent.cluster,
        forget: async () => standin.forget(),
        async stop() {
          for (const one of [standin, unreachable, silent]) one.stop();
        },
      };
    },
    {
      schemas:
        "it has no schemas: a field that does not exist is stored; the real API server finds it in a dry-run",
    },
  );
});
