import type { Resource } from "@/lib/domain/capacity-review/right-size";
import type { Placement } from "@/lib/domain/fleet";
import { type Path, printPath } from "@/lib/domain/path";
import type { Candidate, SettingLayer } from "@/lib/domain/provenance/setter";
import type { DesiredState } from "@/lib/ports/desired";
import type { Renderer } from "@/lib/ports/renderer";
import { explainField } from "../provenance/field";

/** One value of one container: `requests.cpu` of `Deployment/web`'s `app`. */
export type SizeField = {
  /** `Kind/name` of the object with the pods' template. */
  object: string;
  container: string;
  list: "requests" | "limits";
  resource: Resource;
};

/**
 * Where a size is set, seen from one placement. `own`: a line of the environment's layer, to be set. `below`: a line
 * that others share; in values files the same path may be set in the environment's own. `none`: no line says it.
 */
export type SizeLine =
  | { kind: "own"; candidate: Candidate & { edit: NonNullable<Candidate["edit"]> } }
  | { kind: "below"; path: Path | null; place: { file: string; line: number } }
  | { kind: "none"; path: Path | null };

const ownLayers: readonly SettingLayer[] = ["environment", "cluster", "application"];

export const templatePath = (field: SizeField): Path => [
  "spec",
  "template",
  "spec",
  "containers",
  { name: field.container },
  "resources",
  field.list,
  field.resource,
];

/** The line that sets a size on a placement, as the value's own explanation tells it. */
export async function sizeLine(
  ports: { renderer: Renderer },
  state: DesiredState,
  placement: Placement,
  field: SizeField,
): Promise<SizeLine> {
  const winner = await winnerOf(ports, state, placement, field);
  if (winner?.edit && ownLayers.includes(winner.layer))
    return { kind: "own", candidate: { ...winner, edit: winner.edit } };
  if (winner) {
    const { file, line } = winner.place;
    return { kind: "below", path: winner.edit?.path ?? null, place: { file, line } };
  }
  return { kind: "none", path: await besidePath(ports, state, placement, field) };
}

/** Where values files would say it: beside the sizes of the same container that they do say. */
async function besidePath(
  ports: { renderer: Renderer },
  state: DesiredState,
  placement: Placement,
  field: SizeField,
): Promise<Path | null> {
  if (placement.source.kind !== "helm") return null;
  for (const list of ["requests", "limits"] as const)
    for (const resource of ["cpu", "memory"] as const) {
      const beside = await winnerOf(ports, state, placement, { ...field, list, resource });
      const path = beside?.edit?.path ?? [];
      if (path.at(-1) === resource && path.at(-2) === list)
        return [...path.slice(0, -2), field.list, field.resource];
    }
  return null;
}

async function winnerOf(
  ports: { renderer: Renderer },
  state: DesiredState,
  placement: Placement,
  field: SizeField,
): Promise<Candidate | null> {
  const answer = await explainField(ports, state, {
    placement,
    object: field.object,
    path: printPath(templatePath(field)),
  });
  if (answer.kind !== "found") return null;
  const { winner, candidates } = answer.field.explanation;
  return winner === null ? null : (candidates[winner] ?? null);
}
