import type { EnvironmentSchedule, ScheduleHours, SleepWorkloadView } from "@/lib/contract/schedule";
import type { Sentence, StatusView } from "@/lib/contract/view";
import type { Environment } from "@/lib/domain/fleet";
import { mayRun } from "@/lib/domain/permission";
import { counted, listed } from "@/lib/domain/promotion/sentence";
import { denied } from "@/lib/domain/refusal";
import { asleepNote, isAsleep, replicasOf } from "@/lib/domain/schedule/asleep";
import { changesIn, hoursIn, type SleepState, stateAt, weekGrid, weekOf } from "@/lib/domain/schedule/clock";
import { habitOf, idleAfterHours, idleHours } from "@/lib/domain/schedule/idle";
import { maySleep, type Schedule, schedulesIn } from "@/lib/domain/schedule/schedule";
import { hoursText, stateText } from "@/lib/domain/schedule/words";
import { zoned } from "@/lib/domain/window-clock";
import type { DesiredState } from "@/lib/ports/desired";
import type { AwakeKeep } from "@/lib/ports/store/keeps";
import type { Context, Ports } from "../definition";
import { isProduction } from "../environment-head";
import { verdictView } from "../promotion/request-verdict";
import { importsOf } from "./import";
import { keepSpans, type SleepPlace, type SleepWorkload, sleepPlace } from "./place";
import { costsOf, didSave, wouldSave } from "./saving";
import { wakersOf } from "./waker";

const dayMs = 86_400_000;
const logged = 8;
const usual = { days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "20:00" } as const;

/** One environment's schedules, what sleeps now, what that saves, or what a schedule could. */
export async function environmentSchedule(
  ports: Pick<Ports, "live" | "store" | "renderer">,
  state: DesiredState,
  environment: Environment,
  { keeps, currency }: { keeps: readonly AwakeKeep[]; currency: string },
  { actor, now }: Context,
): Promise<EnvironmentSchedule> {
  const { fleet } = state;
  const { name } = environment;
  const placements = fleet.placements.filter((one) => one.environment === name);
  const places = await Promise.all(
    placements.map((placement) => sleepPlace(state, ports.live, placement, keeps, now)),
  );
  const spans = keepSpans(keeps, name);
  const groups = schedulesIn(fleet, name);
  const first = groups.find((group) => group.schedule !== null)?.schedule ?? null;
  const sleep = first && stateAt(first, spans, now.getTime());
  const zone = first?.zone ?? fleet.zone;
  const costs = await costsOf(ports.store, { environment: name, zone, currency }, now);
  const held = keeps.filter((keep) => keep.environment === name && keep.endedAt === null && keep.until > now);
  const people = await ports.store.people.many(held.map(({ person }) => person));
  const saving = first
    ? ((await didSave(ports.store, name, first, costs, currency, now)) ??
      wouldSave(fleet, ports.live, name, first, costs, currency, now))
    : maySleep(environment)
      ? wouldSave(
          fleet,
          ports.live,
          name,
          { ...usual, zone, holidays: [], exclude: [] },
          costs,
          currency,
          now,
        )
      : null;
  const workloads = places.flatMap((place) => (place.workloads ?? []).map((one) => workloadView(place, one)));
  const status = statusOf(first, sleep, now);
  const ask = mayRun("environment.schedule", actor, fleet, { environment: name });
  const keep = mayRun("environment.keep-awake", actor, fleet, { environment: name });
  return {
    environment: name,
    type: environment.type,
    production: isProduction(environment),
    sentence: sentenceOf(name, environment, { first, sleep, workloads, held: held.length }, now),
    status,
    groups: groups.map(({ schedule, applications }) => {
      const here = schedule && stateAt(schedule, spans, now.getTime());
      return {
        applications: [...applications],
        hours: schedule && hoursView(schedule),
        text: schedule ? hoursText(schedule) : "never asleep",
        status: statusOf(schedule, here, now),
        since: moment(here?.since),
        until: moment(here?.until),
        sources: sourcesOf(state, name, applications),
      };
    }),
    week: first && weekView(first, spans, now),
    keeps: held.map(({ person, reason, from, until }) => ({
      person: people.find(({ id }) => id === person)?.name ?? person,
      reason,
      from: from.toISOString(),
      until: until.toISOString(),
    })),
    workloads,
    silent: [...new Set(places.flatMap(({ schedule, silent }) => (schedule && silent ? [silent] : [])))],
    wakers: maySleep(environment) ? await wakersOf(state, ports.live, placements) : [],
    monthly: costs.monthly,
    saving,
    imports: maySleep(environment) ? await importsOf(ports, state, placements) : [],
    proposal: first || !maySleep(environment) ? null : await proposalOf(ports, name, fleet.zone, now),
    log: await logOf(ports, name),
    ask: verdictView(
      maySleep(environment)
        ? ask
        : denied(
            "blocked",
            "schedule.production",
            `${name} is production, and production is never put to sleep.`,
          ),
    ),
    keep: verdictView(
      first ? keep : denied("conflict", "schedule.none", `${name} declares no schedule, so it is always up.`),
    ),
  };
}

export const hoursView = (schedule: Schedule): ScheduleHours => ({
  ...schedule,
  days: [...schedule.days],
  holidays: [...schedule.holidays],
  exclude: schedule.exclude.map(({ kind, name, labels }) => ({
    kind,
    name,
    labels: labels && { ...labels },
  })),
});

/** The changes of the next seven days. */
export const nextChanges = (schedule: Schedule, keeps: ReturnType<typeof keepSpans>, now: Date) =>
  changesIn(schedule, keeps, { from: now.getTime(), to: now.getTime() + 7 * dayMs }).map(({ at, to }) => ({
    at: new Date(at).toISOString(),
    to,
  }));

export const weekHours = (schedule: Schedule, now: Date) =>
  hoursIn(schedule, weekOf(schedule, now.getTime()));

function weekView(
  schedule: Schedule,
  keeps: ReturnType<typeof keepSpans>,
  now: Date,
): EnvironmentSchedule["week"] {
  const wall = zoned(now.getTime(), schedule.zone);
  const today = wall.toPlainDate().toString();
  const end = wall.toPlainDate().add({ days: 7 }).toString();
  return {
    zone: schedule.zone,
    changes: nextChanges(schedule, keeps, now),
    holidays: schedule.holidays.filter((date) => date >= today && date < end),
    asleep: weekGrid(schedule, now.getTime()).map((row) => [...row]),
    now: { day: wall.dayOfWeek - 1, minute: wall.hour * 60 + wall.minute },
    hours: weekHours(schedule, now),
  };
}

function statusOf(schedule: Schedule | null, sleep: SleepState | null, now: Date): StatusView {
  if (!schedule || !sleep) return { kind: "healthy", word: "always up", reason: "no schedule is declared" };
  const word = stateText(sleep, schedule.zone, now);
  return sleep.state === "asleep"
    ? { kind: "waiting", word, reason: `it is up ${hoursText(schedule)}` }
    : { kind: "healthy", word, reason: sleep.by === "keep" ? "somebody keeps it awake" : null };
}

function workloadView({ placement, state }: SleepPlace, one: SleepWorkload): SleepWorkloadView {
  const { live, turn, excluded, scaler } = one;
  const status = (kind: StatusView["kind"], word: string, reason: string | null): StatusView => ({
    kind,
    word,
    reason,
  });
  const size = replicasOf(live);
  const said = (): StatusView => {
    if (isAsleep(live))
      return state?.state === "asleep"
        ? status("waiting", "asleep", null)
        : status("moving", "waking", "it is put back to its size in this minute");
    if (excluded !== null) return status("healthy", "never asleep", `excluded by ${excluded}`);
    if (turn.kind === "sleep") return status("moving", "going to sleep", "its size is noted in this minute");
    if (turn.kind === "leave" && turn.why === "woken")
      return status(
        "attention",
        "woken by hand",
        "somebody scaled it up in its sleep; it is left so until the next rest",
      );
    if (turn.kind === "leave" && turn.why === "scaler")
      return status(
        "healthy",
        "left to its autoscaler",
        `${scaler?.kind} ${scaler?.name} may scale it to none by itself`,
      );
    if (size === 0)
      return status("waiting", "no pods", "it had none before, so there is nothing to remember");
    return status("healthy", "up", null);
  };
  return {
    application: placement.application,
    cluster: placement.cluster,
    kind: live.kind,
    name: live.metadata.name,
    size,
    remembered: asleepNote(live)?.replicas ?? null,
    status: said(),
  };
}

function sourcesOf(state: DesiredState, environment: string, applications: readonly string[]) {
  const sources = new Map<string, { file: string; line: number; sha: string | null }>();
  for (const declaration of state.fleet.declarations) {
    if (declaration.environment !== environment || !applications.includes(declaration.application)) continue;
    const origin = declaration.origins["schedule.from"];
    if (origin?.file !== undefined)
      sources.set(`${origin.file}:${origin.line}`, {
        file: origin.file,
        line: origin.line ?? 1,
        sha: state.commit?.sha ?? null,
      });
  }
  return [...sources.values()];
}

async function proposalOf(
  { store }: Pick<Ports, "store">,
  environment: string,
  zone: string,
  now: Date,
): Promise<EnvironmentSchedule["proposal"]> {
  const hours = await store.samples.busyHours({
    environment,
    since: new Date(now.getTime() - 28 * dayMs),
  });
  const idle = idleHours(hours);
  if (idle < idleAfterHours) return null;
  const schedule = { ...habitOf(hours, zone), zone, holidays: [], exclude: [] };
  return {
    idleHours: idle,
    hours: hoursView(schedule),
    text: `Next to nothing was used for ${counted(idle, "hour")}. By habit it is used ${hoursText(schedule)}.`,
  };
}

async function logOf(
  { store }: Pick<Ports, "store">,
  environment: string,
): Promise<EnvironmentSchedule["log"]> {
  const actions = [
    "environment.sleep",
    "environment.wake",
    "environment.keep-awake",
    "environment.let-sleep",
  ];
  const pages = await Promise.all(
    actions.map((action) => store.ledger.list({ environment, action }, { limit: logged })),
  );
  return pages
    .flatMap(({ items }) => items)
    .filter(({ decision }) => decision !== "denied")
    .sort((a, b) => b.seq - a.seq)
    .slice(0, logged)
    .map((entry) => ({
      at: entry.at.toISOString(),
      object: entry.object ?? environment,
      text: entry.reason ?? "",
      refused: entry.decision === "refused",
    }));
}

function sentenceOf(
  name: string,
  environment: Environment,
  now: {
    first: Schedule | null;
    sleep: SleepState | null;
    workloads: readonly SleepWorkloadView[];
    held: number;
  },
  at: Date,
): Sentence {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  if (!maySleep(environment)) return [{ text: `${title} is production, and never sleeps.` }];
  if (!now.first || !now.sleep)
    return [
      { text: `${title} is ` },
      { text: "always up", strong: true },
      { text: ": no schedule is declared." },
    ];
  const asleep = now.workloads.filter(({ status }) => status.word === "asleep").length;
  const awake = now.workloads.filter(({ status }) => status.kind === "attention").map(({ name: one }) => one);
  const state = stateText(now.sleep, now.first.zone, at);
  return [
    { text: `${title} is ` },
    { text: state, strong: true },
    {
      text:
        now.sleep.state === "asleep"
          ? `: ${asleep} of ${counted(now.workloads.length, "workload")} sleep${awake.length > 0 ? `, and ${listed(awake)} was woken by hand` : ""}.`
          : `. It is up ${hoursText(now.first)}.`,
    },
  ];
}

const moment = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString();
