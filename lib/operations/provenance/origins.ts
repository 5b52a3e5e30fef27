import type { ValueOrigin } from "@/lib/contract/environment";
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

type OriginPorts = { renderer: Renderer; repo: Repo };

/** Where both values of some rows come from; null where a side has none, or where it cannot be told. */
export async function originsOf(
  ports: OriginPorts,
  state: DesiredState,
  pair: { left: string; right: string },
  rows: readonly OriginRow[],
): Promise<readonly RowOrigins[]> {
  return Promise.all(
    rows.map(async ({ id, application, left, right, path }) => {
      const [leftFrom, rightFrom] = await Promise.all([
        originOf(ports, state, placementIn(state, application, pair.left), left, path),
        originOf(ports, state, placementIn(state, application, pair.right), right, path),
      ]);
      return { id, leftFrom, rightFrom };
    }),
  );
}

const placementIn = (state: DesiredState, application: string, environment: string): Placement | undefined =>
  state.fleet.placements.find(
    (p) => p.application === application && p.environment === environment && p.role === "primary",
  );

async function originOf(
  ports: OriginPorts,
  state: DesiredState,
  placement: Placement | undefined,
  index: number | null,
  path: string,
): Promise<ValueOrigin | null> {
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
  if (from === undefined) return null;
  const authors = await authorsOf(ports.repo, state, [from.place]);
  return { layer: from.layer, ...from.place, ...authors(from.place) };
}
