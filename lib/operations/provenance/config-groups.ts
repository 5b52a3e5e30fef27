import { setImmediate as breathe } from "node:timers/promises";
import type { ConfigGroup, ConfigKey } from "@/lib/contract/configuration";
import { titleOf } from "@/lib/domain/diff/identity";
import type { Placement } from "@/lib/domain/fleet";
import { type Json, stringifyJson } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { bareTitle, printAddress, VALUES } from "@/lib/domain/provenance/address";
import { decide } from "@/lib/domain/provenance/decide";
import { declaredValues, explainDeclared } from "@/lib/domain/provenance/declared";
import { type LayerWords, layerWords } from "@/lib/domain/provenance/layer";
import { objectLeaves } from "@/lib/domain/provenance/leaves";
import { isMasked, publicValue } from "@/lib/domain/provenance/public-value";
import { type Ribbon, ribbonOf } from "@/lib/domain/provenance/ribbon";
import { runtimeSetters } from "@/lib/domain/provenance/runtime";
import { valuesLeaves, valuesSetters } from "@/lib/domain/provenance/values";
import { keyOfPath, wantOf } from "@/lib/domain/provenance/want";
import type { DesiredState } from "@/lib/ports/desired";
import { valuesOf } from "./helm-field";
import { settersIn } from "./kustomize-field";
import { withSources } from "./state-texts";

const heldMs = 12;
const keysAtMost = 4_000;

export type Groups = { groups: ConfigGroup[]; left: number };

/** Every key of a placement with its value and the layers that set it, what people look for first at the top. */
export async function configGroups(state: DesiredState, placement: Placement): Promise<Groups> {
  const { objects } = await state.render(placement);
  const groups = [...declaredGroup(state, placement), ...(await valuesGroup(state, placement))];
  const words = layerWords(state.fleet, placement);
  let room = keysAtMost;
  let left = 0;
  let since = performance.now();
  for (const object of inOrder(objects)) {
    const leaves = objectLeaves(object);
    const kept = leaves.slice(0, Math.max(room, 0));
    room -= kept.length;
    left += leaves.length - kept.length;
    const keys: ConfigKey[] = [];
    for (const { path, value } of kept) {
      if (performance.now() - since > heldMs) {
        await breathe();
        since = performance.now();
      }
      const ribbon = await ribbonIn(state, placement, words, objects, object, path);
      keys.push({
        ...shownKey(printAddress({ object: titleOf(object), path }), path, value, object.kind),
        ribbon,
      });
    }
    if (keys.length > 0) groups.push({ id: titleOf(object), title: titleOf(object), kind: "object", keys });
  }
  return { groups, left };
}

function declaredGroup(state: DesiredState, placement: Placement): ConfigGroup[] {
  const declaration = state.fleet.declarations.find(
    (d) => d.application === placement.application && d.environment === placement.environment,
  );
  if (!declaration) return [];
  const keys = declaredValues(declaration).map(({ path, value }): ConfigKey => {
    const found = explainDeclared(declaration, path);
    return {
      ...shownKey(path, path, value, "declaration"),
      ribbon: found ? ribbonOf(found.explanation.candidates, false) : null,
    };
  });
  return [{ id: "declared", title: "environment definition", kind: "declared", keys }];
}

async function valuesGroup(state: DesiredState, placement: Placement): Promise<ConfigGroup[]> {
  if (placement.source.kind !== "helm") return [];
  const { files, merged } = await valuesOf(state, placement, placement.source);
  const keys = valuesLeaves(merged).map(({ text, steps, value }): ConfigKey => {
    const { candidates } = decide(valuesSetters(files, steps), { value, steps, kind: "values" });
    return {
      ...shownKey(printAddress({ object: VALUES, path: text }), text, value, "values"),
      ribbon: ribbonOf(candidates, false),
    };
  });
  return [{ id: VALUES, title: "chart values", kind: "values", keys }];
}

/** Kustomize's entries are read without a render; which value moves a chart's field is found when it is opened. */
async function ribbonIn(
  state: DesiredState,
  placement: Placement,
  words: LayerWords,
  objects: readonly Manifest[],
  object: Manifest,
  path: string,
): Promise<Ribbon | null> {
  const { source } = placement;
  if (source.kind !== "kustomize") return null;
  const want = wantOf(object, path);
  if (want === null) return null;
  const { setters } = await withSources(state, (sources) => settersIn(state, source, want, sources, words));
  return ribbonOf(decide(setters, want).candidates, runtimeSetters(objects, object, path).length > 0);
}

function shownKey(address: string, path: string, value: Json, kind: string): Omit<ConfigKey, "ribbon"> {
  const secret = kind === "Secret" || isMasked(value);
  const shown = publicValue(value, keyOfPath(path), { kind, masked: isMasked(value) });
  return { address, path, value: textOf(shown), secret };
}

export const textOf = (value: Json | undefined): string =>
  value === undefined ? "" : typeof value === "string" ? value : stringifyJson(value);

/** What people look for first: what runs, then its settings, then the rest by name. */
const first = [
  "Rollout",
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "CronJob",
  "Job",
  "ConfigMap",
  "ExternalSecret",
  "Secret",
];
const rank = ({ kind }: Manifest): number => (first.includes(kind) ? first.indexOf(kind) : first.length);
const inOrder = (objects: readonly Manifest[]): readonly Manifest[] =>
  objects
    .map((object, at) => ({ object, at }))
    .sort((a, b) => rank(a.object) - rank(b.object) || a.at - b.at)
    .map(({ object }) => object);

/** Values by address without content hashes, so that clusters and environments can be laid beside each other. */
export async function valuesByKey(
  state: DesiredState,
  placement: Placement,
): Promise<ReadonlyMap<string, string>> {
  const { objects } = await state.render(placement);
  const found = new Map<string, string>();
  for (const object of objects)
    for (const { path, value } of objectLeaves(object))
      found.set(`${bareTitle(titleOf(object))}/${path}`, shownKey("", path, value, object.kind).value);
  for (const { path, value } of state.fleet.declarations
    .filter((d) => d.application === placement.application && d.environment === placement.environment)
    .flatMap(declaredValues))
    found.set(path, textOf(value));
  if (placement.source.kind === "helm") {
    const { merged } = await valuesOf(state, placement, placement.source);
    for (const { text, value } of valuesLeaves(merged))
      found.set(`${VALUES}/${text}`, shownKey("", text, value, "values").value);
  }
  return found;
}

/** The key of `valuesByKey` for a shown key. */
export const keyIn = (group: ConfigGroup, key: ConfigKey): string =>
  group.kind === "object" ? `${bareTitle(group.id)}/${key.path}` : key.address;
