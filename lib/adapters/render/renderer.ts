import { availableParallelism } from "node:os";
import { hasErrors, type Problem } from "@/lib/domain/problem";
import { isRepoPath } from "@/lib/domain/repo-path";
import type { KeyedHash } from "@/lib/domain/secret";
import type { Source } from "@/lib/domain/source";
import type { RenderCache } from "@/lib/ports/render-cache";
import type { Rendered, Renderer, RendererFacts, RenderOptions } from "@/lib/ports/renderer";
import type { Tree } from "@/lib/ports/repo";
import { defaultToolFolder } from "../process/environment";
import { recent } from "../process/recent";
import { slots } from "../process/slots";
import { type Closure, Gatherer } from "./closure";
import { finishFlux } from "./finish-flux";
import { fluxNotes } from "./flux-notes";
import { type FluxRender, gatherFlux } from "./gather-flux";
import { gatherHelm } from "./gather-helm";
import { gatherKustomize } from "./gather-kustomize";
import { gatherPlain } from "./gather-plain";
import { writeHelmGate } from "./helm-gate";
import { hookNote } from "./hook-note";
import { type OriginOf, originReader } from "./object-origin";
import { sweepCopies } from "./private-copy";
import { type ObjectReading, readObjects } from "./read-objects";
import { renderKey } from "./render-key";
import { runTool } from "./run-tool";
import { openSandbox, type RenderLimits, renderLimits } from "./sandbox";
import { packRender, unpackRender } from "./stored";
import { findTools, type Tools } from "./tools";

export type RendererSettings = {
  /** Where the pinned kubectl and helm are unpacked, kept between runs; `$XDG_CACHE_HOME/orchestr8/tools` when absent. */
  toolFolder?: string;
  /** For private copies; everything in it is ours and is removed after each render. */
  scratch: string;
  hash: KeyedHash;
  limits?: Partial<RenderLimits>;
  cache?: RenderCache;
  /** Renders at once; the number of cores when absent. */
  concurrency?: number;
};

const rendersKept = 64 * 1024 * 1024;

/** Real kustomize and helm; the tools are looked for at the first render that needs them. */
export function openRenderer(settings: RendererSettings): Renderer {
  const limits = { ...renderLimits, ...settings.limits };
  const toolFolder = settings.toolFolder ?? defaultToolFolder();
  const sandbox = openSandbox(limits);
  const inSlot = slots(settings.concurrency ?? availableParallelism());
  const memory = recent<Rendered>(rendersKept);
  const running = new Map<string, Promise<Rendered>>();
  const tools = once(() => findTools(toolFolder));
  const gate = once(async () => {
    const { helm } = await tools();
    return helm ? writeHelmGate(toolFolder, helm.path) : null;
  });
  const sweep = once(() => sweepCopies(settings.scratch, new Date()));

  async function make(
    tree: Tree,
    source: Source,
    closure: Closure,
    key: string,
    found: Tools | null,
    originOf: OriginOf | undefined,
    flux: FluxRender | null,
    gather: Gatherer,
  ): Promise<{ rendered: Rendered; lasting: boolean }> {
    const entries = [...closure.entries.values()];
    if (source.kind === "plain" || found === null) {
      const texts = await Promise.all(
        entries
          .filter(({ kind }) => kind === "file")
          .map(async ({ path }) => ({ file: path, text: (await tree.text(path)) ?? "" })),
      );
      const read = await readObjects(texts, settings.hash, originOf);
      const notes = await fluxNotes(gather, read.objects);
      return { rendered: conclude(key, [...closure.problems, ...notes], read), lasting: true };
    }
    await sweep();
    const setting = {
      tools: found,
      sandbox,
      limits,
      scratch: settings.scratch,
      helmGate: await gate(),
    };
    const ran = await runTool(setting, tree, source, entries, {
      open: closure.remotes.size > 0,
      origins: originOf !== undefined,
      rewrite: flux?.rewrite ?? null,
    });
    if (ran.kind === "problem")
      return { rendered: broken(key, [...closure.problems, ran.problem]), lasting: ran.lasting };
    const { text, problems, change } =
      flux === null ? { text: ran.text, problems: [] } : await finishFlux(flux, ran.text, settings.hash);
    const read = await readObjects([{ file: null, text }], settings.hash, originOf, change);
    const notes = await fluxNotes(gather, read.objects);
    return { rendered: conclude(key, [...closure.problems, ...problems, ...notes], read), lasting: true };
  }

  async function recalled(key: string): Promise<Rendered | null> {
    const known = memory.get(key);
    if (known) return known;
    // A cache that cannot answer costs time, never the render.
    const bytes = await settings.cache?.get(key).catch(() => null);
    const rendered = bytes ? unpackRender(bytes, key) : null;
    if (rendered) memory.set(key, rendered, weightOf(rendered));
    return rendered;
  }

  async function remember(rendered: Rendered): Promise<void> {
    memory.set(rendered.key, rendered, weightOf(rendered));
    if (settings.cache) await settings.cache.put(rendered.key, packRender(rendered)).catch(() => undefined);
  }

  async function render(tree: Tree, source: Source, options?: RenderOptions): Promise<Rendered> {
    const gather = await Gatherer.of(tree, options?.remotes ?? []);
    const { closure } = gather;
    const refused = refuseSource(source);
    let flux: FluxRender | null = null;
    if (refused) closure.problems.push(refused);
    else flux = await gatherSource(gather, source);
    const found = source.kind === "plain" || hasErrors(closure.problems) ? null : await tools();
    const content = renderKey(source, found, closure.entries.values(), settings.hash);
    // Only kustomize has to be asked for the files in another way; of the others every render tells them.
    const marked = source.kind === "kustomize" && options?.origins === true;
    const originOf = marked || source.kind !== "kustomize" ? originReader(source) : undefined;
    const key = marked ? `${content}:origins` : content;
    if (hasErrors(closure.problems)) return broken(key, closure.problems);
    const fetched = closure.remotes.size > 0;
    const known = fetched ? null : ((await running.get(key)) ?? (await recalled(key)));
    if (known) return known;
    const again = fetched ? undefined : running.get(key);
    if (again) return again;
    const making = inSlot(async () => {
      const { rendered, lasting } = await make(tree, source, closure, key, found, originOf, flux, gather);
      if (lasting && !fetched) await remember(rendered);
      return rendered;
    }).finally(() => running.delete(key));
    if (!fetched) running.set(key, making);
    return making;
  }

  async function facts(): Promise<RendererFacts> {
    const [found, isolation] = await Promise.all([tools(), sandbox.isolation()]);
    const shown = (tool: Tools["helm"]) => tool && { version: tool.version, path: tool.path };
    return { kustomize: shown(found.kustomize), helm: shown(found.helm), isolation };
  }
  return { render, facts };
}

async function gatherSource(gather: Gatherer, source: Source): Promise<FluxRender | null> {
  let flux: FluxRender | null = null;
  if (source.kind === "kustomize" && source.flux)
    flux = await gatherFlux(gather, { ...source, flux: source.flux });
  else if (source.kind === "kustomize") await gatherKustomize(gather, source.path);
  else if (source.kind === "plain") await gatherPlain(gather, source.path);
  else {
    const chart = await gatherHelm(gather, source.chart, source.values);
    if (chart !== null) await hookNote(gather, chart);
  }
  for (const host of gather.closure.remotes) {
    const message = `Parts of ${host} were fetched while rendering; the result may change without a commit`;
    gather.closure.problems.push({ code: "render.remote-allowed", severity: "warning", message });
  }
  return flux;
}

/** Names reach helm as arguments and paths become files: only what a repository and a namespace can hold gets that far. */
function refuseSource(source: Source): Problem | null {
  const paths =
    source.kind === "helm"
      ? [source.chart, ...source.values]
      : source.kind === "kustomize" && source.flux
        ? [source.path, source.flux.file, ...source.flux.variables]
        : [source.path];
  const refuse = (message: string): Problem => ({ code: "render.source", severity: "error", message });
  if (paths.some((path) => path !== "" && !isRepoPath(path)))
    return refuse("A path of the source is no path inside the repository");
  if (source.kind !== "helm") return null;
  const label = /^[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$/;
  if (!label.test(source.release) || source.release.length > 53)
    return refuse("The release's name is no Kubernetes name of at most 53 characters");
  return label.test(source.namespace) ? null : refuse("The namespace is no Kubernetes name");
}

const broken = (key: string, problems: readonly Problem[]): Rendered => ({
  status: "failed",
  objects: [],
  problems,
  key,
});

function conclude(
  key: string,
  before: readonly Problem[],
  { objects, problems, origins }: ObjectReading,
): Rendered {
  const all = [...before, ...problems];
  const status = hasErrors(all) ? "failed" : objects.length === 0 ? "empty" : "rendered";
  return { status, objects, problems: all, key, ...(origins === undefined ? {} : { origins }) };
}

/** A rough size: objects of rendered fleets are about 1.5 kB each. */
const weightOf = (rendered: Rendered): number => 1_024 + rendered.objects.length * 1_536;

/** Runs once; a failure is forgotten, so that the next caller tries again. */
function once<T>(act: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= act().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
