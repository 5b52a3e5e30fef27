import type { ValueOrigin } from "@/lib/contract/environment-diff";
import { titleOf } from "@/lib/domain/diff/identity";
import type { Placement } from "@/lib/domain/fleet";
import type { DesiredState } from "@/lib/ports/desired";
import type { Renderer } from "@/lib/ports/renderer";
import type { Repo } from "@/lib/ports/repo";
import { authorsOf } from "./blame";
import { explainField } from "./field";

/** One row of a comparison: positions among the application's objects as its primary placements render them. */
export type OriginRow = {
  id: string;
  application: string;
  left: number | null;
  right: number | null;
  path: string;
};
export type RowOrigins = { id: string; leftFrom: ValueOrigin | null; rightFrom: ValueOrigin | null };

/** A line that sets a value, by the layer it belongs to. */
export type LayerPlace = Pick<ValueOrigin, "layer" | "file" | "line" | "column">;
type RowPlaces = { id: string; leftFrom: LayerPlace | null; rightFrom: LayerPlace | null };

type Pair = { left: string; right: string };

/** Where both values of some rows come from; null where a side has none, or where it cannot be told. */
export async function originsOf(
  ports: { renderer: Renderer; repo: Repo },
  state: DesiredState,
  pair: Pair,
  rows: readonly OriginRow[],
): Promise<readonly RowOrigins[]> {
  const written = async (place: LayerPlace | null): Promise<ValueOrigin | null> =>
    place && { ...place, ...(await authorsOf(ports.repo, state, [place]))(place) };
  return Promise.all(
    rows.map(async (row) => {
      const { id, leftFrom, rightFrom } = await rowPlaces(ports, state, pair, row);
      const [left, right] = await Promise.all([written(leftFrom), written(rightFrom)]);
      return { id, leftFrom: left, rightFrom: right };
    }),
  );
}

/** As `originsOf`, without asking Git who wrote the lines. */
export const placesOf = (
  ports: { renderer: Renderer },
  state: DesiredState,
  pair: Pair,
  rows: readonly OriginRow[],
): Promise<readonly RowPlaces[]> => Promise.all(rows.map((row) => rowPlaces(ports, state, pair, row)));

async function rowPlaces(
  ports: { renderer: Renderer },
  state: DesiredState,
  pair: Pair,
  { id, application, left, right, path }: OriginRow,
): Promise<RowPlaces> {
  const [leftFrom, rightFrom] = await Promise.all([
    placeOf(ports, state, placementIn(state, application, pair.left), left, path),
    placeOf(ports, state, placementIn(state, application, pair.right), right, path),
  ]);
  return { id, leftFrom, rightFrom };
}

const placementIn = (state: DesiredState, application: string, environment: string): Placement | undefined =>
  state.fleet.placements.find(
    (p) => p.application === application && p.environment === environment && p.role === "primary",
  );

async function placeOf(
  ports: { renderer: Renderer },
  state: DesiredState,
  placement: Placement | undefined,
  index: number | null,
  path: string,
): Promise<LayerPlace | null> {
  if (placement === undefined || index === null) return null;
  const object = (await state.render(placement)).objects[index];
  if (object === undefined) return null;
  // An order is nobody's line: it is where the list is written.
  const answer = await explainField(ports, state, {
    placement,
    object: titleOf(object),
    path: path.replace(/#order$/, ""),
  });
  if (answer.kind !== "found") return null;
  const { candidates, winner } = answer.field.explanation;
  const from = winner === null ? undefined : candidates[winner];
  return from === undefined ? null : { layer: from.layer, ...from.place };
}
