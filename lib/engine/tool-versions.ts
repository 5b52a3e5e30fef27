import { knownVersions } from "@/lib/adapters/render/tools";

/** Versions of the programs that render, without getting any: null for one that is not here yet. */
export const toolVersions = (): Promise<Record<"kustomize" | "helm", string | null>> => knownVersions();
