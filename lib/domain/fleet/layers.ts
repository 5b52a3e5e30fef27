import type { EnvironmentBlock, Origin, PlacementDeclaration } from "../fleet";
import type { Json } from "../json";
import type { Place } from "../problem";
import { define, type Located, placeOf, valueAt } from "../yaml/located";

type Layer = Origin["layer"];
/** One layer's keys: checked values for what it sets, and the YAML they came from for where. */
export type LayerBlock = { layer: Layer; block: EnvironmentBlock; located: Located };

export type Layered = Pick<PlacementDeclaration, "block" | "origins" | "overridden">;

type Path = readonly string[];
type Draft = {
  value: Json;
  origins: Record<string, Origin>;
  overridden: Record<string, (Origin & { value: Json })[]>;
};

/**
 * Lays blocks over each other, weakest first: maps are merged key by key, everything else is replaced whole,
 * and a null takes away what weaker layers set. Every value keeps the place that set it and those that lost.
 */
export function layered(layers: readonly LayerBlock[]): Layered {
  const draft: Draft = { value: {}, origins: {}, overridden: {} };
  for (const layer of layers) {
    remove(draft, layer.located, []);
    // The checked block holds only JSON: its schema admits nothing else.
    draft.value = merged(draft, draft.value, layer.block as Json, [], layer);
  }
  return { block: draft.value as EnvironmentBlock, origins: draft.origins, overridden: draft.overridden };
}

function merged(draft: Draft, below: Json | undefined, above: Json, path: Path, layer: LayerBlock): Json {
  if (!isMap(above) || Object.keys(above).length === 0) {
    if (isMap(above) && isMap(below)) return below;
    displace(draft, below, path);
    draft.origins[dotted(path)] = { ...placeIn(layer.located, path), layer: layer.layer };
    return above;
  }
  if (below !== undefined && !isMap(below)) displace(draft, below, path);
  const result: { [key: string]: Json } = isMap(below) ? { ...below } : {};
  if (isMap(below) && Object.keys(below).length === 0) delete draft.origins[dotted(path)];
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    define(
      result,
      key,
      merged(draft, Object.hasOwn(result, key) ? result[key] : undefined, value, [...path, key], layer),
    );
  }
  return result;
}

/** Moves everything set at or below a path to the list of those that lost. */
function displace(draft: Draft, below: Json | undefined, path: Path): void {
  if (below === undefined) return;
  if (isMap(below)) for (const [key, value] of Object.entries(below)) displace(draft, value, [...path, key]);
  const key = dotted(path);
  const origin = draft.origins[key];
  if (origin === undefined) return;
  const lost = draft.overridden[key] ?? [];
  lost.push({ ...origin, value: below });
  draft.overridden[key] = lost;
  delete draft.origins[key];
}

function remove(draft: Draft, located: Located, path: Path): void {
  if (located.kind !== "map") return;
  for (const { key, value } of located.entries.values()) {
    const here = [...path, key];
    if (value.kind === "map") remove(draft, value, here);
    if (value.kind !== "scalar" || value.value !== null) continue;
    const holder = path.reduce<Json | undefined>(
      (at, k) => (isMap(at) && Object.hasOwn(at, k) ? at[k] : undefined),
      draft.value,
    );
    if (!isMap(holder) || !Object.hasOwn(holder, key)) continue;
    displace(draft, holder[key], here);
    delete holder[key];
  }
}

const isMap = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const placeIn = (located: Located, path: Path): Place => placeOf(valueAt(located, path) ?? located);

/** `deployment.replicas`; a key that is no plain word is quoted: `data["app.yaml"]`. */
const dotted = (path: Path): string =>
  path.reduce(
    (text, key) =>
      /^[^.[\]"'\s]+$/.test(key) ? (text === "" ? key : `${text}.${key}`) : `${text}[${JSON.stringify(key)}]`,
    "",
  );
