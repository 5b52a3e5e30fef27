import { fluxFiles } from "@/lib/domain/flux/check";
import type { Problem } from "@/lib/domain/problem";
import type { DesiredState } from "@/lib/ports/desired";

/** What Flux does in one environment that is not rendered, or cannot be told: of its files and of its renders, each once. */
export async function fluxProblemsOf(state: DesiredState, environment: string): Promise<readonly Problem[]> {
  const placements = state.fleet.placements.filter((one) => one.environment === environment);
  const files = new Set(fluxFiles({ ...state.fleet, placements }));
  const rendered = await Promise.all(placements.map((placement) => state.render(placement)));
  const all = [
    ...state.reading.problems.filter(({ file }) => file !== undefined && files.has(file)),
    ...rendered.flatMap(({ problems }) => problems),
  ].filter(({ code }) => code.startsWith("flux."));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
