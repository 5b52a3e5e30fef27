import { isJsonObject, type Json, type JsonObject } from "../json";
import { type Path, printPath } from "../path";
import type { ReadText } from "../release-writer";
import { define, type Located } from "../yaml/located";
import { toolJsonOf } from "../yaml/tool-json";
import { editOf, fileFrame, follow, placeIn } from "./follow";
import { type LayerWords, layerOf } from "./layer";
import type { Setter, SettingLayer } from "./setter";
import { type Sources, sourcesOf } from "./sources";
import type { WantStep } from "./want";

/** One values file, weakest first in every list of these. */
export type ValuesFile = {
  file: string;
  layer: SettingLayer;
  root: Located;
  chart: boolean;
  below: readonly string[];
};

/**
 * The values files of a chart in the order helm lays them: defaults of the charts inside it, its own, then those that
 * the placement names. Missing files are passed over.
 */
export function valuesFiles(
  source: { chart: string; values: readonly string[] },
  paths: Iterable<string>,
  text: ReadText | Sources,
  words: LayerWords,
): readonly ValuesFile[] {
  const sources = typeof text === "function" ? sourcesOf(text) : text;
  const inner = [...paths].flatMap((path) => {
    const name = path.startsWith(`${source.chart}/charts/`)
      ? /^([^/]+)\/values\.yaml$/.exec(path.slice(source.chart.length + 8))?.[1]
      : undefined;
    return name === undefined ? [] : [{ file: path, chart: true, below: [name] }];
  });
  const own = { file: `${source.chart}/values.yaml`, chart: true, below: [] };
  const named = source.values
    .filter((f) => f !== own.file)
    .map((file) => ({ file, chart: false, below: [] }));
  return [...inner, own, ...named].flatMap((one): ValuesFile[] => {
    const root = sources.documents(one.file)[0];
    return root?.kind === "map"
      ? [{ ...one, layer: one.chart ? "base" : layerOf(one.file, words), root }]
      : [];
  });
}

/**
 * The values as helm hands them to templates: files that are named are laid over each other with maps merged deeply and
 * everything else replaced; over a chart's defaults a null then takes the key away (helm's values.MergeMaps and
 * chartutil.CoalesceValues).
 */
export function mergedValues(files: readonly ValuesFile[]): JsonObject {
  let named: JsonObject = {};
  for (const { root } of files.filter((f) => !f.chart)) named = mergeMaps(named, objectOf(root));
  let defaults: JsonObject = {};
  for (const { root, below } of files.filter((f) => f.chart))
    defaults = coalesce(nest(objectOf(root), below), defaults);
  return coalesce(named, defaults);
}

const objectOf = (root: Located): JsonObject => {
  const value = toolJsonOf(root);
  return isJsonObject(value) ? value : {};
};

const nest = (value: JsonObject, below: readonly string[]): JsonObject =>
  below.reduceRight<JsonObject>((inner, key) => ({ [key]: inner }), value);

function mergeMaps(below: JsonObject, above: JsonObject): JsonObject {
  const result: JsonObject = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const old = Object.hasOwn(result, key) ? result[key] : undefined;
    define(result, key, isJsonObject(value) && isJsonObject(old) ? mergeMaps(old, value) : value);
  }
  return result;
}

/** What is set wins over the defaults; a null takes a default away. */
function coalesce(set: JsonObject, defaults: JsonObject): JsonObject {
  const result: JsonObject = { ...set };
  for (const [key, value] of Object.entries(defaults)) {
    const own = Object.hasOwn(result, key) ? result[key] : undefined;
    if (own === undefined) define(result, key, value);
    else if (own === null) delete result[key];
    else if (isJsonObject(own) && isJsonObject(value)) define(result, key, coalesce(own, value));
  }
  return result;
}

/** Every file that writes the value at a path of the values, weakest first. */
export function valuesSetters(files: readonly ValuesFile[], steps: readonly WantStep[]): readonly Setter[] {
  return files.flatMap((one, index): Setter[] => {
    const own = withoutPrefix(steps, one.below);
    const hit = own === null ? null : follow(one.root, own);
    if (hit === null || isWiped(files.slice(index + 1), one, steps)) return [];
    const frame = fileFrame(one.file, 0);
    return [
      {
        layer: one.layer,
        how: one.chart ? "chart's default" : "values file",
        place: placeIn(hit.located, frame),
        value: hit.value,
        part: false,
        stage: one.file,
        rank: one.chart ? null : `${one.layer}#values/${one.file}`,
        edit: hit.value === undefined ? null : editOf(hit.located, frame, hit.path),
      },
    ];
  });
}

/**
 * Values files are merged among themselves before the chart's defaults: where a later file puts a value that is no map
 * above this one, what an earlier file said below it is gone, even if a map comes again.
 */
function isWiped(later: readonly ValuesFile[], one: ValuesFile, steps: readonly WantStep[]): boolean {
  if (one.chart) return false;
  return later.some((file) => {
    const own = file.chart ? null : withoutPrefix(steps, file.below);
    return (own ?? []).some((_, depth) => {
      const above = depth === 0 ? null : follow(file.root, (own ?? []).slice(0, depth));
      return above !== null && above.located.kind !== "map";
    });
  });
}

function withoutPrefix(steps: readonly WantStep[], below: readonly string[]): readonly WantStep[] | null {
  const fits = below.every((key, at) => {
    const step = steps[at];
    return step?.kind === "key" && step.key === key;
  });
  return fits ? steps.slice(below.length) : null;
}

export type ValuesLeaf = { path: Path; steps: readonly WantStep[]; value: Json; text: string };

/** Every single value (and empty collection) below the merged values, in their order. */
export function valuesLeaves(
  value: Json,
  path: Path = [],
  steps: readonly WantStep[] = [],
): readonly ValuesLeaf[] {
  const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  if (value === null || typeof value !== "object" || isEmpty)
    return steps.length === 0 ? [] : [{ path, steps, value, text: printPath(path) }];
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      valuesLeaves(
        item,
        [...path, { index }],
        [...steps, { kind: "item", index, identity: null, merges: false }],
      ),
    );
  return Object.entries(value).flatMap(([key, child]) =>
    valuesLeaves(child, [...path, key], [...steps, { kind: "key", key }]),
  );
}
