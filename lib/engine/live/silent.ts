import type { Live } from "@/lib/ports/live";

/** The live projection of a place without clusters: everything is unknown, and says so. */
export const silentLive: Live = {
  clusters: () => [],
  cluster: (name) => ({ name, reachable: null, asOf: null, reason: "live state needs a server" }),
  namespace: () => null,
  nodes: () => null,
  listed: () => null,
};
