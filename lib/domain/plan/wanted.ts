import { type Path, printPath } from "../path";
import type { Refusal } from "../refusal";
import type { DesiredRelease, Knob } from "../release";
import type { ReadText, Writer } from "../release-writer";
import type { ValueType } from "../yaml/edit";
import { insertionOf } from "./insertion";

/** One change of a file that is still to be written. */
export type Wanted = { file: string; document: number; path: Path; overrides: Knob["overrides"] } & (
  | { kind: "set"; before: string; after: string; prefix: string; type: ValueType | undefined }
  | { kind: "insert"; part: Carried; after: string }
  /**
   * As JSON: a new item at the end of the list at the path, which is made when it is not there; or, where a mapping is
   * there, a mapping of the one key to add to it.
   */
  | { kind: "append"; after: string }
  | { kind: "remove"; before: string; prefix: string }
);

/** The parts of a release that travel, wherever they were read. */
export type Carried = Pick<Writer, "key" | "kind" | "path" | "value" | "prefix" | "scalar">;

export type WantedResult =
  | { ok: true; wanted: readonly Wanted[]; notes: readonly string[] }
  | { ok: false; refusal: Refusal };

/**
 * The fewest edits that make the target's release the carried one. Tag and digest of an image travel together; a
 * registry name that the target sets itself stays; what the target has besides stays. A line the environment shares
 * with others is never turned: the environment gets its own.
 */
export function wantedEdits(
  carried: readonly Carried[],
  target: DesiredRelease,
  environment: string,
  text: ReadText,
): WantedResult {
  const wanted: Wanted[] = [];
  const notes: string[] = [];
  for (const part of ordered(carried)) {
    const knobs = target.knobs.filter((k) => k.key === part.key);
    const own = knobs.filter((k) => k.editable);
    if (own.length > 0 && part.kind === "name") {
      if (own.some((k) => k.value !== part.value))
        notes.push(`${environment} keeps its own registry name ${own[0]?.value ?? ""}.`);
    } else if (own.length > 0)
      wanted.push(...own.filter((k) => k.value !== part.value).map((k) => turned(k, part)));
    else if (isThere(knobs, part, target)) continue;
    else if (part.kind === "chart" && part.path.length === 1)
      notes.push(
        `${environment} keeps the chart it has, ${knobs[0]?.value ?? "none"}; which chart it uses is declared in orchestr8.yaml.`,
      );
    else {
      const home = target.home === null ? null : text(target.home);
      if (target.home === null || home === null || insertionOf(part, home) === null)
        return noPlace(part, environment);
      wanted.push({
        kind: "insert",
        file: target.home,
        document: 0,
        path: part.path,
        part,
        after: part.value,
        overrides: knobs.filter((k) => k.wins).flatMap(overriding),
      });
    }
  }
  wanted.push(...leftOver(carried, target));
  return { ok: true, wanted, notes };
}

/** A line that others share says the same already, on every placement. */
const isThere = (knobs: readonly Knob[], part: Carried, target: DesiredRelease): boolean =>
  knobs.length > 0 &&
  knobs.every((k) => k.value === part.value) &&
  target.placements.every((p) => knobs.some((k) => k.placements.includes(p)));

const overriding = (knob: Knob): Knob["overrides"] =>
  knob.placements.map((placement) => ({ placement, file: knob.file, line: knob.line, value: knob.value }));

const kinds: readonly Writer["kind"][] = ["name", "image", "digest", "chart", "config"];
const ordered = (parts: readonly Carried[]): readonly Carried[] =>
  parts
    .filter((p, i, all) => all.findIndex((o) => o.key === p.key) === i)
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));

const turned = (knob: Knob, part: Carried): Wanted => ({
  kind: "set",
  file: knob.file,
  document: knob.document,
  path: knob.path,
  before: knob.value,
  after: part.value,
  prefix: knob.prefix,
  type: knob.kind === "config" && knob.prefix === "" ? typeOf(part) : "string",
  overrides: knob.overrides,
});

function typeOf(part: Carried): ValueType {
  if (part.prefix !== "" || typeof part.scalar === "string") return "string";
  return typeof part.scalar === "boolean" ? "boolean" : part.scalar === null ? "null" : "number";
}

/** A digest wins over any tag: an image that arrives by one must not keep the other of its old release. */
function leftOver(carried: readonly Carried[], target: DesiredRelease): readonly Wanted[] {
  const partner = { image: "digest", digest: "image" } as const;
  return target.knobs.flatMap((knob): Wanted[] => {
    if ((knob.kind !== "image" && knob.kind !== "digest") || !knob.editable) return [];
    const name = knob.key.slice(knob.kind.length);
    const other = `${partner[knob.kind]}${name}`;
    if (!carried.some((c) => c.key === other) || carried.some((c) => c.key === knob.key)) return [];
    return [
      {
        kind: "remove",
        file: knob.file,
        document: knob.document,
        path: knob.path,
        before: knob.value,
        prefix: knob.prefix,
        overrides: [],
      },
    ];
  });
}

const noPlace = (part: Carried, environment: string): WantedResult => ({
  ok: false,
  refusal: {
    kind: "blocked",
    code: "plan.no-place",
    message: `${environment} has no file of its own in which ${printPath(part.path)} could be written.`,
    facts: { key: part.key },
  },
});
