import type { Fleet } from "@/lib/domain/fleet";
import { before } from "@/lib/domain/gate-route";
import type { Place } from "@/lib/domain/problem";
import type { Refusal } from "@/lib/domain/refusal";
import type { DesiredState } from "@/lib/ports/desired";
import { releaseOf } from "../release-of";

type Ask = { application: string; environment: string; path: string };
type Line = Pick<Place, "file" | "line">;

/**
 * Why a line is not edited by itself: it sets a part of what the environment runs, on all clusters or one, and that
 * goes by a promotion with its order, tests and soak time. Null for every other line.
 */
export async function releaseLine(
  state: DesiredState,
  { application, environment, path }: Ask,
  { file, line }: Line,
  sha256: (text: string) => string,
): Promise<Refusal | null> {
  const { knobs } = await releaseOf(state, application, environment, sha256);
  const isRelease = knobs.some((knob) =>
    [knob, ...knob.overrides].some((one) => one.file === file && one.line === line),
  );
  return isRelease
    ? {
        kind: "blocked",
        code: "carry.release",
        message: `${path} is part of the release of ${application}: it goes to ${environment} by a promotion, with its gates.`,
      }
    : null;
}

/** The same for an edit, which the application's first environment allows: no promotion leads there. */
export async function releaseEdit(
  state: DesiredState,
  ask: Ask,
  line: Line,
  sha256: (text: string) => string,
): Promise<Refusal | null> {
  return isFirst(state.fleet, ask) ? null : releaseLine(state, ask, line, sha256);
}

function isFirst(fleet: Fleet, { application, environment }: Ask): boolean {
  const entered = fleet.environments.find(({ name }) => name === environment);
  return entered !== undefined && before(fleet, application, entered).length === 0;
}
