import type { Json } from "../json";
import type { Path } from "../path";
import type { Place } from "../problem";

/** Layers from weakest to strongest; `application` is an application's own environments.yaml. */
export type SettingLayer = "base" | "environment" | "cluster" | "region" | "application" | "runtime";

/** How to change the one value that a setter writes; null where it is no single value of a file. */
export type EditPlace = {
  file: string;
  document: number;
  path: Path;
  /** What stands there as YAML reads it, `KEY=` of a literal included. */
  expect: string;
  /** The part of `expect` that stays, such as `KEY=`. */
  prefix: string;
};

/** One entry of one file that sets a value, or takes it away (`value` undefined). Lists of them go weakest first. */
export type Setter = {
  layer: SettingLayer;
  /** The kind of entry: `object`, `patch`, `image entry`, `literal`, … */
  how: string;
  place: Place;
  value: Json | undefined;
  /** Sets a part of the value only, such as an image's tag. */
  part: boolean;
  /** The kustomization (or values file) it works in; equal ones are of equal rank. */
  stage: string;
  /**
   * Its places among entries that no order separates, `file#list/index`, parted by line breaks: its own and those of the
   * components around it. Null where the stage itself orders it.
   */
  rank: string | null;
  edit: EditPlace | null;
};

/** What became of one setter. */
export type Candidate = Setter & { won: boolean; why: string };

export type Explanation = {
  status: "resolved" | "unresolved";
  /** Index in `candidates`; null when nothing could be told to be the origin. */
  winner: number | null;
  candidates: readonly Candidate[];
  /** Two entries of equal rank that set it to different values. */
  conflicts: readonly (readonly [Setter, Setter])[];
  /** How a list or mapping came together: by key, or replaced whole. */
  list: string | null;
  note: string | null;
};

export const sameValue = (a: Json | undefined, b: Json | undefined): boolean =>
  text(a) === text(b) || (isScalar(a) && isScalar(b) && String(a) === String(b));

const isScalar = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && typeof value !== "object";
const text = (value: Json | undefined): string =>
  value === undefined ? "" : JSON.stringify(value, (_, v) => (typeof v === "bigint" ? `${v}n` : v));
