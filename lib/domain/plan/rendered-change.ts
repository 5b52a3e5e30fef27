import { alignObjects } from "../diff/align";
import { compareObjects } from "../diff/compare";
import { withoutHash } from "../diff/generated-name";
import { groupOf, nameOf } from "../diff/identity";
import { shapeOfObject } from "../diff/shape-lookup";
import { environmentTokens } from "../diff/token";
import { equalJson, type Json } from "../json";
import type { Manifest } from "../manifest";
import { type Path, printPath } from "../path";

/** One field that renders differently; an object that comes or goes whole has the empty path. */
export type FieldChange = {
  /** `Kind/name`, without a content hash. */
  object: string;
  kind: string;
  path: string;
  segments: Path;
  /** Absent when the place is new. Secrets are keyed hashes already. */
  before: Json | undefined;
  /** Absent when the place goes. */
  after: Json | undefined;
  change: "changed" | "added" | "removed";
  /** The object it follows from, when it is only the new name of a generated one. */
  derivedFrom: string | null;
};

export type PlacementChange = {
  placement: string;
  fields: readonly FieldChange[];
  /** Objects that stay as they are. */
  unchanged: number;
};

const noTokens = environmentTokens([], []);

/** What changes on one placement between two renderings, field by field, whatever the order of objects and items. */
export function renderedChange(
  placement: string,
  before: readonly Manifest[],
  after: readonly Manifest[],
): PlacementChange {
  const indexed = (objects: readonly Manifest[]) => objects.map((manifest, index) => ({ index, manifest }));
  const { pairs, onlyLeft, onlyRight } = alignObjects(indexed(before), indexed(after), noTokens, () => "");
  const renamed = new Map<string, string>();
  for (const { left, right } of pairs)
    if (nameOf(left.manifest) !== nameOf(right.manifest))
      renamed.set(`${nameOf(left.manifest)}\n${nameOf(right.manifest)}`, titleOf(left.manifest));
  const fields: FieldChange[] = [];
  let unchanged = 0;
  for (const { left, right } of pairs) {
    if (equalJson(left.manifest, right.manifest)) {
      unchanged += 1;
      continue;
    }
    const about = { object: titleOf(left.manifest), kind: left.manifest.kind };
    compareObjects(left.manifest, right.manifest, shapeOfObject(left.manifest), {
      tokens: noTokens,
      report: ({ path, left: l, right: r, nature }) => {
        if (nature === "same") return;
        const derivedFrom = renamed.get(`${String(l)}\n${String(r)}`) ?? null;
        fields.push({
          ...about,
          path: printPath(path),
          segments: path,
          before: l,
          after: r,
          change: changeOf(l, r),
          derivedFrom,
        });
      },
    });
  }
  const whole = (
    object: Manifest,
    sides: { before: Json | undefined; after: Json | undefined },
  ): FieldChange => ({
    object: titleOf(object),
    kind: object.kind,
    path: "",
    segments: [],
    ...sides,
    change: changeOf(sides.before, sides.after),
    derivedFrom: null,
  });
  for (const { manifest } of onlyLeft) fields.push(whole(manifest, { before: manifest, after: undefined }));
  for (const { manifest } of onlyRight) fields.push(whole(manifest, { before: undefined, after: manifest }));
  return { placement, fields, unchanged };
}

const changeOf = (before: Json | undefined, after: Json | undefined): FieldChange["change"] =>
  before === undefined ? "added" : after === undefined ? "removed" : "changed";

function titleOf(object: Manifest): string {
  const name = nameOf(object);
  return `${object.kind}/${withoutHash(name, object.kind, groupOf(object.apiVersion)) ?? name}`;
}
