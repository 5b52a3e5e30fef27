import type { ScheduleExclusion, Weekday } from "../fleet";
import { isJsonObject, type Json, type JsonObject } from "../json";
import type { Manifest } from "../manifest";
import { type Schedule, workdays } from "./schedule";

/** A CronJob that runs `kubectl scale … --replicas=N`, the usual way to switch an environment off. */
export type CronScale = {
  /** `CronJob/name` */
  object: string;
  cron: string;
  at: { days: readonly Weekday[]; time: string } | null;
  zone: string | null;
  namespace: string | null;
  /** Kinds it scales, and whether every one of the namespace. */
  kinds: readonly string[];
  all: boolean;
  replicas: number;
};

/** Reads the form; null for any other CronJob. */
export function cronScale(object: Manifest): CronScale | null {
  if (object.kind !== "CronJob") return null;
  const spec = record(object.spec);
  const words = commandWords(spec);
  const scale = words.findIndex(
    (word, at) => word === "scale" && /(?:^|\/)kubectl$/.test(words[at - 1] ?? ""),
  );
  if (scale < 0) return null;
  const replicas = Number(flag(words, "--replicas"));
  if (!Number.isInteger(replicas) || typeof spec.schedule !== "string") return null;
  return {
    object: `CronJob/${object.metadata.name}`,
    cron: spec.schedule,
    at: dailyTime(spec.schedule),
    zone: typeof spec.timeZone === "string" ? spec.timeZone : null,
    namespace: flag(words, "-n", "--namespace") ?? object.metadata.namespace ?? null,
    kinds: kindsIn(words.slice(scale + 1)),
    all: words.includes("--all"),
    replicas,
  };
}

export type CronImport = {
  from: readonly string[];
  schedule: Omit<Schedule, "zone"> & { zone: string | null };
  /** What the CronJob cannot do, and what had to be assumed, in sentences. */
  lacks: readonly string[];
};

/** Up again at this hour where nothing says when. */
const assumedWake = "08:00";

/** The schedule that stands for the CronJobs of one namespace; null when none of them switches off at a time of day. */
export function importOf(jobs: readonly CronScale[]): CronImport | null {
  const down = jobs.find((job) => job.replicas === 0 && job.at !== null);
  if (!down?.at) return null;
  const up = jobs.find((job) => job.replicas > 0 && job.at !== null && job.namespace === down.namespace);
  const from = up?.at?.time ?? assumedWake;
  const left = (["Deployment", "StatefulSet", "Rollout"] as const).filter(
    (kind) => !down.kinds.includes(kind),
  );
  const exclude: readonly ScheduleExclusion[] = left.map((kind) => ({ kind }));
  return {
    from: [down, ...(up ? [up] : [])].map(({ object }) => object),
    schedule: {
      days: up?.at?.days ?? (down.at.days.length > 0 ? down.at.days : workdays),
      from: from === down.at.time ? assumedWake : from,
      to: down.at.time,
      zone: down.zone,
      holidays: [],
      exclude,
    },
    lacks: [
      ...(up ? [] : [`Nothing wakes what it stops; ${assumedWake} is assumed.`]),
      "It forgets how many pods each workload had.",
      ...(down.all ? ["It stops every one of its kind in the namespace, whoever runs it."] : []),
      ...(left.length > 0
        ? [`It leaves ${left.map((kind) => `${kind}s`).join(" and ")} running; so does the import.`]
        : []),
      ...(down.zone === null
        ? [
            "It names no time zone, so it runs by the clock of the cluster's controllers; the fleet's zone is assumed.",
          ]
        : []),
      "When it is late or missed, nothing makes up for it.",
      "Argo CD with self-heal puts the pods back.",
    ],
  };
}

const days: readonly Weekday[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** `0 20 * * 1-5` -> 20:00 on workdays; null where it is not one time on some weekdays. */
export function dailyTime(cron: string): { days: readonly Weekday[]; time: string } | null {
  const [minute = "", hour = "", date, month, weekday = "", ...more] = cron.trim().split(/\s+/);
  if (more.length > 0 || date !== "*" || month !== "*") return null;
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}$/.test(hour) || Number(minute) > 59 || Number(hour) > 23)
    return null;
  const found = new Set<number>();
  for (const part of weekday.toLowerCase().split(",")) {
    const [first, last = first] = part === "*" ? ["0", "6"] : part.split("-");
    const [a, b] = [dayNumber(first), dayNumber(last)];
    if (a === null || b === null) return null;
    for (let day = a; day <= (b < a ? b + 7 : b); day++) found.add(day % 7);
  }
  const order = [1, 2, 3, 4, 5, 6, 0].filter((day) => found.has(day));
  return {
    days: order.flatMap((day) => days[day] ?? []),
    time: `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`,
  };
}

function dayNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  const named = (days as readonly string[]).indexOf(text);
  if (named >= 0) return named;
  return /^[0-7]$/.test(text) ? Number(text) : null;
}

/** Every word of the first pod's commands; a shell's script is taken apart too. */
function commandWords(spec: JsonObject): readonly string[] {
  const pod = record(record(record(record(spec.jobTemplate).spec).template).spec);
  const containers = Array.isArray(pod.containers) ? pod.containers.map(record) : [];
  return containers.flatMap(({ command, args }) =>
    [...texts(command), ...texts(args)].flatMap((text) =>
      text.split(/[\s;&|]+/).filter((word) => word !== ""),
    ),
  );
}

function flag(words: readonly string[], ...names: readonly string[]): string | null {
  for (const name of names) {
    const joined = words.find((word) => word.startsWith(`${name}=`));
    if (joined) return joined.slice(name.length + 1);
    const at = words.indexOf(name);
    if (at >= 0) return words[at + 1] ?? null;
  }
  return null;
}

const kindNames: readonly (readonly [RegExp, string])[] = [
  [/^(?:deploy|deployments?)(?:\.apps)?(?:\/|$)/, "Deployment"],
  [/^(?:sts|statefulsets?)(?:\.apps)?(?:\/|$)/, "StatefulSet"],
  [/^(?:ro|rollouts?)(?:\.argoproj\.io)?(?:\/|$)/, "Rollout"],
];

const kindsIn = (words: readonly string[]): readonly string[] => [
  ...new Set(
    words
      .flatMap((word) => word.split(","))
      .flatMap((word) => kindNames.filter(([pattern]) => pattern.test(word)).map(([, kind]) => kind)),
  ),
];

const record = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});
const texts = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
