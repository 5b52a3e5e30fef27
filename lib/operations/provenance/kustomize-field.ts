import { withoutHash } from "@/lib/domain/diff/generated-name";
import { nameOf } from "@/lib/domain/diff/identity";
import type { Placement } from "@/lib/domain/fleet";
import { isLeftAlone } from "@/lib/domain/flux/substitute";
import type { Variables } from "@/lib/domain/flux/variables";
import type { Json } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { groupOfObject } from "@/lib/domain/provenance/address";
import { decide } from "@/lib/domain/provenance/decide";
import { filledSetters, filledValue, withWrittenNames } from "@/lib/domain/provenance/filled";
import { appliedBy } from "@/lib/domain/provenance/flux";
import { insideSetters } from "@/lib/domain/provenance/inside";
import { type KustomizeSetters, kustomizeSetters } from "@/lib/domain/provenance/kustomize";
import { type LayerWords, layerWords } from "@/lib/domain/provenance/layer";
import { type Explanation, sameValue } from "@/lib/domain/provenance/setter";
import type { Sources } from "@/lib/domain/provenance/sources";
import { type Want, wantOf } from "@/lib/domain/provenance/want";
import type { Source } from "@/lib/domain/source";
import type { DesiredState } from "@/lib/ports/desired";
import { withSources } from "./state-texts";

export type ObjectAsk = {
  state: DesiredState;
  placement: Placement;
  manifest: Manifest;
  path: string;
  /** The object's file, when the tool told it. */
  origin: string | null;
};

/** The entry of the kustomization tree that made a field. */
export async function explainKustomize(ask: ObjectAsk, source: KustomizeSource): Promise<Explanation> {
  const asked = wantOf(ask.manifest, ask.path, ask.origin);
  if (asked === null) throw new Error(`${ask.path} was found before`);
  const words = layerWords(ask.state.fleet, ask.placement);
  const { setters, stages, want, variables } = await withSources(ask.state, (sources) =>
    settersIn(ask.state, source, asked, sources, words),
  );
  const first = decide(setters, want);
  const [top] = stages;
  const winner = first.winner === null ? null : setters[first.winner];
  // What the strongest kustomization sets itself needs no proof from the layers below it.
  if (winner && winner.stage === top?.file && winner.how !== "object") return first;
  const before = await stagesBefore(ask, stages, want, variables);
  const proven = decide(setters, want, before.stages);
  if (proven.winner !== null || before.changed === null) return proven;
  const note = `${before.changed} changes it; which of its entries could not be told.`;
  return { ...proven, note };
}

export type KustomizeSource = Extract<Source, { kind: "kustomize" }>;

/** Every entry that sets the value, those of the Flux Kustomization and of its variables too. */
export function settersIn(
  state: DesiredState,
  { path, flux }: KustomizeSource,
  asked: Want,
  sources: Sources,
  words: LayerWords,
): KustomizeSetters & { want: Want; variables: Variables | null } {
  const applied = appliedBy(flux, sources, words, state.paths);
  const fills = applied?.flux.postBuild && applied.variables.any && !isLeftAlone(asked);
  const variables = fills ? applied.variables : null;
  const want = variables ? withWrittenNames(asked, sources, variables) : asked;
  const found = kustomizeSetters(path, want, sources, words, applied && { applied, paths: state.paths });
  const inside = insideSetters(found.setters, want, sources);
  const setters = variables ? filledSetters(inside, want, variables, words) : inside;
  return { stages: found.stages, setters, want, variables };
}

/** Kustomizations of the way to the object whose own render shows another value, and the first that shows this one. */
async function stagesBefore(
  { state, placement, path }: ObjectAsk,
  stages: readonly { folder: string; file: string }[],
  want: Want,
  variables: Variables | null,
): Promise<{ stages: ReadonlySet<string>; changed: string | null }> {
  const seen = await Promise.all(
    stages.map(async ({ folder, file }) => {
      if (file === fluxFile(placement)) return { file, there: true, value: want.value };
      const { objects } = await state.render({ ...placement, source: { kind: "kustomize", path: folder } });
      const found = objects.find((object) => isIt(object, want));
      return {
        file,
        there: found !== undefined,
        value: found ? filledValue(valueIn(found, path), variables) : undefined,
      };
    }),
  );
  const chain = seen.filter((one) => one.there);
  const differs = chain.findIndex((one) => !sameValue(one.value, want.value));
  if (differs < 0) return { stages: new Set(), changed: chain.at(-1)?.file ?? null };
  return {
    stages: new Set(chain.slice(differs).map((one) => one.file)),
    changed: chain[differs - 1]?.file ?? null,
  };
}

const fluxFile = ({ source }: Placement): string | undefined =>
  source.kind === "kustomize" ? source.flux?.file : undefined;

function isIt(object: Manifest, want: Want): boolean {
  if (object.kind !== want.kind || groupOfObject(object) !== want.group) return false;
  const name = nameOf(object);
  const bare = withoutHash(name, object.kind, groupOfObject(object)) ?? name;
  return want.names.has(name) || want.names.has(bare) || [...want.names].some((n) => n.includes(bare));
}

const valueIn = (object: Manifest, path: string): Json | undefined => wantOf(object, path)?.value;
