import { knownTools } from "@/lib/adapters/render/tools";

/** Versions of the programs that render, without getting any: null for one that is not here yet. */
export async function toolVersions(): Promise<{ kustomize: string | null; helm: string | null }> {
  const { kustomize, helm } = await knownTools();
  return { kustomize: kustomize?.version ?? null, helm: helm?.version ?? null };
}
