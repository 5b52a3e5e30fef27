import type { EnvironmentSchedule } from "@/lib/contract/schedule";
import type { SourceRef } from "@/lib/contract/view";
import type { Placement } from "@/lib/domain/fleet";
import type { Manifest } from "@/lib/domain/manifest";
import { cronScale, importOf } from "@/lib/domain/schedule/cron-form";
import { hoursText } from "@/lib/domain/schedule/words";
import type { DesiredState } from "@/lib/ports/desired";
import type { Renderer } from "@/lib/ports/renderer";
import { originIn } from "../provenance/object-file";
import { withTexts } from "../provenance/state-texts";

/** CronJobs among what Git wants of these placements that a schedule can stand for. */
export async function importsOf(
  ports: { renderer: Renderer },
  state: DesiredState,
  placements: readonly Placement[],
): Promise<EnvironmentSchedule["imports"]> {
  const found = await Promise.all(
    placements.map(async (placement) => {
      const { objects } = await state.render(placement);
      const jobs = objects.flatMap((object) => cronScale(object) ?? []);
      // A job that reaches into another namespace is not this application's to replace.
      const own = jobs.filter(({ namespace }) => namespace === null || namespace === placement.namespace);
      const made = importOf(own);
      if (!made) return [];
      const hours = { ...made.schedule, zone: made.schedule.zone ?? state.fleet.zone };
      return [
        {
          application: placement.application,
          objects: [...made.from],
          sources: await sourcesOf(
            ports,
            state,
            placement,
            objects.filter((one) => made.from.includes(`${one.kind}/${one.metadata.name}`)),
          ),
          hours: {
            ...hours,
            days: [...hours.days],
            holidays: [...hours.holidays],
            exclude: hours.exclude.map(({ kind }) => ({ kind })),
          },
          text: hoursText(hours),
          lacks: [...made.lacks],
        },
      ];
    }),
  );
  return found.flat();
}

/** The files that objects come from, at the line that names them; at the first where a template makes the name. */
async function sourcesOf(
  ports: { renderer: Renderer },
  state: DesiredState,
  placement: Placement,
  objects: readonly Manifest[],
): Promise<SourceRef[]> {
  const found: SourceRef[] = [];
  for (const object of objects) {
    const file = await originIn(ports, state, placement, object);
    if (file === null) continue;
    const text = await withTexts(state, (read) => read(file));
    const named = (text ?? "")
      .split("\n")
      .findIndex((line) => /\bname:/.test(line) && line.includes(object.metadata.name));
    found.push({ file, line: Math.max(1, named + 1), sha: state.commit?.sha ?? null });
  }
  return found;
}
