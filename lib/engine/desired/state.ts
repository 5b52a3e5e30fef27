import type { Fleet, FleetReading, Placement } from "@/lib/domain/fleet";
import { type fleetMemory, isFleetPath } from "@/lib/domain/fleet/files";
import { readFleet } from "@/lib/domain/fleet/read";
import { checkFlux, fluxFiles } from "@/lib/domain/flux/check";
import type { DesiredState } from "@/lib/ports/desired";
import type { Rendered, Renderer } from "@/lib/ports/renderer";
import type { Commit, Tree } from "@/lib/ports/repo";

/** Reads what a tree declares; the texts of fleet files are all it loads, and `memory` spares files that did not change. */
export async function readTree(
  tree: Tree,
  memory: ReturnType<typeof fleetMemory>,
): Promise<{ reading: FleetReading; paths: ReadonlySet<string> }> {
  const paths = (await tree.list()).map((entry) => entry.path);
  const texts = new Map<string, string>();
  for (const path of paths.filter(isFleetPath)) {
    const text = await tree.text(path);
    if (text !== null) texts.set(path, text);
  }
  const all = new Set(paths);
  return { reading: await withFlux(readFleet({ paths, texts, memory }), tree, all), paths: all };
}

/** A reading with what its Flux Kustomizations do wrong: they stop their applications alone, and never who governs. */
async function withFlux(
  reading: FleetReading,
  tree: Tree,
  paths: ReadonlySet<string>,
): Promise<FleetReading> {
  const texts = new Map<string, string | null>();
  for (const path of fluxFiles(reading.fleet)) if (paths.has(path)) texts.set(path, await tree.text(path));
  if (texts.size === 0) return reading;
  const problems = checkFlux(reading.fleet, (path) => texts.get(path) ?? null);
  return problems.length === 0 ? reading : { ...reading, problems: [...reading.problems, ...problems] };
}

/** One revision's state over a renderer; every placement is rendered once. */
export function stateOf(
  renderer: Renderer,
  tree: Tree,
  commit: Commit | null,
  read: { reading: FleetReading; paths: ReadonlySet<string> },
  fleet: Fleet,
): DesiredState {
  const rendered = new Map<string, Promise<Rendered>>();
  return {
    commit,
    revision: tree.revision,
    tree,
    reading: read.reading,
    paths: read.paths,
    fleet,
    render(placement: Placement) {
      const key = JSON.stringify(placement.source);
      let answer = rendered.get(key);
      if (!answer) {
        answer = renderer.render(tree, placement.source, { remotes: fleet.renderAllow.remotes });
        // A fault is not remembered: the next question tries again.
        answer.catch(() => rendered.delete(key));
        rendered.set(key, answer);
      }
      return answer;
    },
  };
}
