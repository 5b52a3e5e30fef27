import { readFile } from "node:fs/promises";
import { openOpenCost } from "@/lib/adapters/opencost/opencost";
import { openPrometheus } from "@/lib/adapters/prometheus/usage";
import type { ClusterDeclaration } from "@/lib/domain/fleet";
import type { CostSource } from "@/lib/ports/cost-source";
import type { TrafficSource, UsageHistory, UsageSource } from "@/lib/ports/usage-source";

/** What a cluster's declaration names besides the cluster itself. */
export type ClusterSources = {
  usage: (UsageSource & UsageHistory & TrafficSource) | null;
  costs: CostSource | null;
};
export type OpenSources = (cluster: ClusterDeclaration) => ClusterSources;

/**
 * Opens what the fleet file names. Tokens come from a file of `ORIGIN TOKEN` lines and are sent to exactly that origin,
 * so that an address in Git can never draw another's token to itself.
 */
export async function openSources(tokenFile: string | null): Promise<OpenSources> {
  const tokens = readTokens(tokenFile === null ? "" : await readFile(tokenFile, "utf8"));
  const tokenOf = (url: string): string | null => tokens.get(new URL(url).origin) ?? null;
  return ({ name, metrics, costs }) => ({
    usage: metrics
      ? openPrometheus({
          url: metrics.prometheus,
          labels: metrics.labels,
          token: tokenOf(metrics.prometheus),
          cluster: name,
        })
      : null,
    costs: costs
      ? openOpenCost({
          url: costs.opencost,
          currency: costs.currency,
          token: tokenOf(costs.opencost),
          cluster: name,
        })
      : null,
  });
}

/** Origin -> token; empty lines and lines that begin with # are skipped. Throws with the number of a wrong line. */
export function readTokens(text: string): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [address = "", token, ...more] = line.trim().split(/\s+/);
    if (!URL.canParse(address) || token === undefined || more.length > 0)
      throw new Error(`O8_SOURCE_TOKENS, line ${index + 1}: write an origin and its token`);
    tokens.set(new URL(address).origin, token);
  }
  return tokens;
}
