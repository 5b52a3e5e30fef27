import type { PlanBody } from "../digest";
import type { Path } from "../path";
import type { PromotionKind } from "../promotion-state";
import type { Refusal } from "../refusal";
import type { CapacityChange } from "./capacity-change";
import type { Effect } from "./effect";
import type { FileHunks } from "./hunk";
import type { PlacementChange } from "./rendered-change";
import type { RenderedRow } from "./rendered-row";

/** One value that a plan writes. */
export type PlanEdit = {
  /** `a`, `b`, …: what ties a file's line to the rendered fields it makes. */
  letter: string;
  file: string;
  document: number;
  path: Path;
  /** The path as people write it. */
  label: string;
  /** Null when the value is new. */
  before: string | null;
  /** Null when the value is taken out. */
  after: string | null;
  /** Of the new file, or of the old one where the value is taken out. */
  line: number;
  /** Placements on which a stronger layer keeps its own value. */
  overrides: readonly { placement: string; file: string; line: number; value: string }[];
};

export type PlanFile = { file: string; before: string; after: string; hunks: FileHunks };

/** The file half of a plan: what would be written, before anything is rendered. */
export type PlanDraft = {
  application: string;
  kind: PromotionKind;
  from: string | null;
  to: string;
  fromVersion: string | null;
  toVersion: string | null;
  edits: readonly PlanEdit[];
  files: readonly PlanFile[];
  /** What stays as it is and why, in sentences. */
  notes: readonly string[];
};

export type DraftResult = { ok: true; draft: PlanDraft } | { ok: false; refusal: Refusal };

/** A draft with what it renders to on every target, and the digest that approvals are bound to. */
export type Plan = PlanDraft & {
  targets: readonly string[];
  changes: readonly PlacementChange[];
  rows: readonly RenderedRow[];
  unchangedObjects: number;
  effects: readonly Effect[];
  /** What each target would ask for more or less; empty when nothing is rendered from the edits. */
  capacity: readonly CapacityChange[];
  /** What is digested, and kept as canonical JSON. */
  body: PlanBody;
  digest: string;
};

export const letterOf = (index: number): string =>
  index < 26
    ? String.fromCharCode(97 + index)
    : `${letterOf(Math.floor(index / 26) - 1)}${letterOf(index % 26)}`;
