import { withoutHash } from "@/lib/domain/diff/generated-name";
import { nameOf } from "@/lib/domain/diff/identity";
import type { Placement } from "@/lib/domain/fleet";
import type { Json } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { groupOfObject } from "@/lib/domain/provenance/address";
import { decide } from "@/lib/domain/provenance/decide";
import { insideSetters } from "@/lib/domain/provenance/inside";
import { kustomizeSetters } from "@/lib/domain/provenance/kustomize";
import { layerWords } from "@/lib/domain/provenance/layer";
import { type Explanation, sameValue } from "@/lib/domain/provenance/setter";
import { type Want, wantOf } from "@/lib/domain/provenance/want";
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
export async function explainKustomize(ask: ObjectAsk, folder: string): Promise<Explanation> {
  const want = wantOf(ask.manifest, ask.path, ask.origin);
  if (want === null) throw new Error(`${ask.path} was found before`);
  const words = layerWords(ask.state.fleet, ask.placement);
  const { setters, stages } = await withSources(ask.state, (sources) => {
    const found = kustomizeSetters(folder, want, sources, words);
    return { ...found, setters: insideSetters(found.setters, want, sources) };
  });
  const first = decide(setters, want);
  const [top] = stages;
  const winner = first.winner === null ? null : setters[first.winner];
  // What the strongest kustomization sets itself needs no proof from the layers below it.
  if (winner && winner.stage === top?.file && winner.how !== "object") return first;
  const before = await stagesBefore(ask, stages, want);
  const proven = decide(setters, want, before.stages);
  if (proven.winner !== null || before.changed === null) return proven;
  const note = `${before.changed} changes it; which of its entries could not be told.`;
  return { ...proven, note };
}

/** Kustomizations of the way to the object whose own render shows another value, and the first that shows this one. */
async function stagesBefore(
  { state, placement, path }: ObjectAsk,
  stages: readonly { folder: string; file: string }[],
  want: Want,
): Promise<{ stages: ReadonlySet<string>; changed: string | null }> {
  const seen = await Promise.all(
    stages.map(async ({ folder, file }) => {
      const { objects } = await state.render({ ...placement, source: { kind: "kustomize", path: folder } });
      const found = objects.find((object) => isIt(object, want));
      return { file, there: found !== undefined, value: found ? valueIn(found, path) : undefined };
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

function isIt(object: Manifest, want: Want): boolean {
  if (object.kind !== want.kind || groupOfObject(object) !== want.group) return false;
  const name = nameOf(object);
  const bare = withoutHash(name, object.kind, groupOfObject(object)) ?? name;
  return want.names.has(name) || want.names.has(bare) || [...want.names].some((n) => n.includes(bare));
}

const valueIn = (object: Manifest, path: string): Json | undefined => wantOf(object, path)?.value;
