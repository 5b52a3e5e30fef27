import type { Manifest } from "@/lib/domain/manifest";
import type { Problem } from "@/lib/domain/problem";
import type { Source } from "@/lib/domain/source";
import type { Tree } from "./repo";

export type Rendered = {
  /** Zero objects is "empty", never "rendered". */
  status: "rendered" | "empty" | "failed";
  /** In a stable order; Secret values are keyed hashes already (see domain/secret.ts). */
  objects: readonly Manifest[];
  problems: readonly Problem[];
  /** Format, tool versions and the ids of every input blob: equal keys give equal objects. */
  key: string;
  /** When asked for, and wherever it costs nothing: the file of the repository that each object was written or generated in, null where no tool tells. */
  origins?: readonly (string | null)[];
};

export type RendererFacts = {
  kustomize: { version: string; path: string } | null;
  helm: { version: string; path: string } | null;
  /** The isolation in force, said plainly for the settings page. */
  isolation: { network: "unshared" | "open"; reason: string };
};

export type RenderOptions = {
  /** Hosts that remote bases may name (`render.remotes` of the fleet file); such a render sees the network and is not cached. */
  remotes?: readonly string[];
  /** Tell of each object which file it comes from; kustomize takes about three times as long for it. */
  origins?: boolean;
};

/**
 * Real kustomize and helm in a sandbox. A file somebody got wrong is a problem in the answer, not a fault.
 * Helm hooks are left out: tests of real charts take random names, and hooks are no desired state.
 */
export interface Renderer {
  render(tree: Tree, source: Source, options?: RenderOptions): Promise<Rendered>;
  facts(): Promise<RendererFacts>;
}
