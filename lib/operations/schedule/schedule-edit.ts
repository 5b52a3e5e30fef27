import type { Fleet } from "@/lib/domain/fleet";
import { scheduleSchema } from "@/lib/domain/fleet/schedule-schema";
import type { Json } from "@/lib/domain/json";
import { stringifyJson } from "@/lib/domain/json";
import type { Path } from "@/lib/domain/path";
import type { Refusal } from "@/lib/domain/refusal";
import { maySleep, type Schedule, scheduleOf, schedulesIn } from "@/lib/domain/schedule/schedule";
import { jsonOf, valueAt } from "@/lib/domain/yaml/located";
import { parseYaml } from "@/lib/domain/yaml/parse";
import type { DesiredState } from "@/lib/ports/desired";
import type { EditAsk } from "../promotion/make-plan";

export type ScheduleAsk = {
  environment: string;
  application?: string | undefined;
  hours:
    | (Pick<Schedule, "days" | "from" | "to"> & {
        [key in "zone" | "holidays" | "exclude"]?: Schedule[key] | undefined;
      })
    | null;
};

export type ScheduleEdit = {
  /** What it becomes; null: it sleeps no more. */
  schedule: Schedule | null;
  applications: readonly string[];
  edits: readonly EditAsk[];
  notes: readonly string[];
};

/**
 * The edits that give an environment, or one application in it, another schedule or take it away. The block is written
 * whole in the file that is the environment's own; a block that other environments share is never turned.
 */
export async function scheduleEdit(
  state: DesiredState,
  ask: ScheduleAsk,
): Promise<{ ok: true; edit: ScheduleEdit } | { ok: false; refusal: Refusal }> {
  const { environment, application, hours } = ask;
  const { fleet } = state;
  const target = fleet.environments.find((one) => one.name === environment);
  const declarations = fleet.declarations.filter(
    (one) =>
      one.environment === environment && (application === undefined || one.application === application),
  );
  if (!target || declarations.length === 0)
    return no(
      "missing",
      "scope.missing",
      `There is no ${application ?? "application"} in ${environment} here, or you may not see it.`,
    );
  if (hours !== null && !maySleep(target))
    return no(
      "blocked",
      "schedule.production",
      `${environment} is production, and production is never put to sleep.`,
    );
  const schedule = hours && complete(fleet, hours);
  const checked = schedule && scheduleSchema.safeParse(declared(schedule));
  if (checked && !checked.success) {
    const [issue] = checked.error.issues;
    return no(
      "invalid",
      "input.invalid",
      `${issue?.path.map(String).join(".") ?? "hours"}: ${issue?.message ?? "not valid"}`,
    );
  }
  const home = homeOf(fleet, ask);
  if (!home)
    return no(
      "blocked",
      "schedule.no-place",
      `${environment} has no block of its own in orchestr8.yaml that could hold a schedule.`,
    );
  const text = await state.tree.text(home.file);
  const found = text === null ? null : located(text, home);
  if (!found)
    return no(
      "blocked",
      "schedule.no-place",
      `${home.file} has no block of ${environment} that could hold a schedule.`,
    );
  const { document, block, before } = found;
  if (block.kind !== "map" && !(block.kind === "scalar" && block.value === null))
    return no("blocked", "schedule.no-place", `${home.file}: the block of ${environment} is not a mapping.`);
  if (schedule === null && before === undefined)
    return no(
      "conflict",
      schedulesIn(fleet, environment).some((group) => group.schedule !== null)
        ? "schedule.shared-line"
        : "plan.empty",
      `${home.file} sets no schedule for ${application ?? environment}; there is nothing to take away there.`,
    );
  const where = { file: home.file, document };
  const edits: EditAsk[] = [
    ...(before === undefined
      ? []
      : [{ ...where, path: [...home.path, "schedule"], expect: stringifyJson(before), value: null }]),
    ...(schedule === null
      ? []
      : [
          { ...where, path: home.path, expect: null, value: stringifyJson({ schedule: declared(schedule) }) },
        ]),
  ];
  if (
    before !== undefined &&
    schedule !== null &&
    stringifyJson(before) === stringifyJson(declared(schedule))
  )
    return no(
      "conflict",
      "plan.empty",
      `${application ?? environment} has this schedule already; there is nothing to change.`,
    );
  const others = declarations.filter((one) =>
    Object.entries(one.origins).some(
      ([path, origin]) => /^schedule(?:[.[]|$)/.test(path) && origin.layer === "application",
    ),
  );
  const notes =
    application === undefined
      ? others.map(
          (one) =>
            `${one.application} sets a schedule of its own in ${one.file}, which wins there: ${scheduleOf(fleet, one) ? "it is kept" : "it is not complete"}.`,
        )
      : [];
  return {
    ok: true,
    edit: { schedule, applications: declarations.map((one) => one.application), edits, notes },
  };
}

const complete = (fleet: Fleet, hours: NonNullable<ScheduleAsk["hours"]>): Schedule => ({
  days: hours.days,
  from: hours.from,
  to: hours.to,
  zone: hours.zone ?? fleet.zone,
  holidays: hours.holidays ?? [],
  exclude: hours.exclude ?? [],
});

/** As the file says it: what says nothing is left out. */
function declared({ days, from, to, zone, holidays, exclude }: Schedule): { [key: string]: Json } {
  const json = {
    days: [...days],
    from,
    to,
    zone,
    ...(holidays.length > 0 ? { holidays: [...holidays] } : {}),
    ...(exclude.length > 0 ? { exclude } : {}),
  };
  // Only texts, lists and mappings of them: absent keys of an exclusion are dropped.
  return JSON.parse(JSON.stringify(json)) as { [key: string]: Json };
}

/** The block that is the environment's own, or the application's in it. */
function homeOf(
  fleet: Fleet,
  { environment, application }: ScheduleAsk,
): { file: string; path: Path } | null {
  if (application === undefined) {
    const place = fleet.environments.find((one) => one.name === environment)?.place;
    return place?.file ? { file: place.file, path: ["environments", environment] } : null;
  }
  const declaration = fleet.declarations.find(
    (one) => one.application === application && one.environment === environment,
  );
  if (!declaration) return null;
  return declaration.file === "orchestr8.yaml"
    ? { file: declaration.file, path: ["applications", application, "environments", environment] }
    : { file: declaration.file, path: ["environments", environment] };
}

function located(text: string, { file, path }: { file: string; path: Path }) {
  const keys = path.map(String);
  for (const [document, { contents }] of parseYaml(text, file).documents.entries()) {
    const block = contents ? valueAt(contents, keys) : undefined;
    if (!block) continue;
    const before = valueAt(block, ["schedule"]);
    return { document, block, before: before && jsonOf(before) };
  }
  return null;
}

const no = (
  kind: Refusal["kind"],
  code: Refusal["code"],
  message: string,
): { ok: false; refusal: Refusal } => ({ ok: false, refusal: { kind, code, message } });
