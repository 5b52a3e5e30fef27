import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Manifest } from "../manifest";
import { asleepAnnotation, asleepNote, isAsleep } from "./asleep";
import { cronScale, dailyTime, importOf } from "./cron-form";
import { excludedBy } from "./exclude";
import { patchOf, type Scaler, turnOf } from "./turn";
import { daysText, hoursText } from "./words";

const deployment = (replicas: number | null, more: Partial<Manifest["metadata"]> = {}): Manifest => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "web-dev", resourceVersion: "7", ...more },
  spec: replicas === null ? {} : { replicas },
});
/** What the API server holds after a merge patch. */
function patched(live: Manifest, patch: ReturnType<typeof patchOf>): Manifest {
  const merge = (a: unknown, b: unknown): unknown => {
    if (typeof b !== "object" || b === null || Array.isArray(b)) return b;
    const result: Record<string, unknown> = { ...(typeof a === "object" && a !== null ? a : {}) };
    for (const [key, value] of Object.entries(b)) {
      if (value === null) delete result[key];
      else result[key] = merge(result[key], value);
    }
    return result;
  };
  return merge(live, patch) as Manifest;
}
const evening = Date.parse("2026-11-23T19:00:00Z");
const asleep = { state: "asleep", since: evening, excluded: false } as const;
const up = { state: "up" } as const;
const plain = { declared: 3, scaler: null };
const step = (
  live: Manifest,
  wanted: typeof asleep | typeof up,
  about: { declared: number | null; scaler: Scaler | null } = plain,
) => {
  const turn = turnOf(live, wanted, about);
  return turn.kind === "leave" ? live : patched(live, patchOf(live, turn));
};
const size = (object: Manifest) => (object.spec as { replicas?: number }).replicas;

describe("what a schedule does to a workload", () => {
  test("it notes the size and scales to zero in one write, and wakes to the same size", () => {
    const slept = step(deployment(5), asleep);
    expect(size(slept)).toBe(0);
    expect(asleepNote(slept)).toEqual({ replicas: 5, declared: 3, since: "2026-11-23T19:00:00.000Z" });
    expect(isAsleep(slept)).toBe(true);
    const woken = step(slept, up);
    expect(size(woken)).toBe(5);
    expect(asleepNote(woken)).toBeNull();
  });

  test("never notes 0: what had no pods stays without, and is not woken", () => {
    expect(turnOf(deployment(0), asleep, plain)).toEqual({ kind: "leave", why: "zero" });
    expect(turnOf(deployment(0), up, plain)).toEqual({ kind: "leave", why: "done" });
    const forged = deployment(0, {
      annotations: { [asleepAnnotation]: '{"replicas":0,"since":"2026-11-23T19:00:00Z"}' },
    });
    expect(turnOf(forged, up, plain)).toMatchObject({ kind: "leave" });
  });

  test("what somebody scaled up in the night is left alone until the next night, and keeps its size in the morning", () => {
    const byHand = patched(step(deployment(5), asleep), { spec: { replicas: 2 } });
    expect(turnOf(byHand, asleep, plain)).toEqual({ kind: "leave", why: "woken" });
    const morning = step(byHand, up);
    expect(size(morning)).toBe(2);
    expect(asleepNote(morning)).toBeNull();
    expect(turnOf(byHand, { ...asleep, since: evening + 86_400_000 }, plain)).toMatchObject({
      kind: "sleep",
      from: 2,
    });
  });

  test("a size that Git changed in the night is the newer word", () => {
    const slept = step(deployment(5), asleep);
    expect(turnOf(slept, up, { declared: 4, scaler: null })).toMatchObject({ kind: "wake", to: 4 });
  });

  test("an autoscaler's minimum is what it wakes to at least, and one that goes to zero itself is left alone", () => {
    const slept = step(deployment(1), asleep);
    const hpa = { kind: "HorizontalPodAutoscaler", name: "web", floor: 2 };
    expect(turnOf(slept, up, { declared: null, scaler: null })).toMatchObject({ kind: "wake", to: 1 });
    expect(turnOf(slept, up, { declared: null, scaler: hpa })).toMatchObject({ kind: "wake", to: 2 });
    expect(turnOf(deployment(1), asleep, { declared: null, scaler: { ...hpa, floor: 0 } })).toEqual({
      kind: "leave",
      why: "scaler",
    });
  });

  test("an excluded workload never sleeps, and wakes when it is excluded in its sleep", () => {
    const excluded = { ...asleep, excluded: true };
    expect(turnOf(deployment(3), excluded, plain)).toEqual({ kind: "leave", why: "excluded" });
    expect(turnOf(step(deployment(3), asleep), excluded, plain)).toMatchObject({ kind: "wake", to: 3 });
  });

  test("asked twice it acts once, and the morning after any night of looks has the evening's sizes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.constantFrom("asleep", "up"), { maxLength: 12 }),
        (replicas, looks) => {
          let object = deployment(replicas);
          for (const look of looks) {
            object = step(object, look === "up" ? up : asleep, { declared: replicas, scaler: null });
            const again = turnOf(object, look === "up" ? up : asleep, { declared: replicas, scaler: null });
            expect(again).toEqual({ kind: "leave", why: "done" });
            expect(size(object)).toBe(look === "up" ? replicas : 0);
          }
          expect(size(step(object, up, { declared: replicas, scaler: null }))).toBe(replicas);
        },
      ),
    );
  });

  test("a write holds only for the object as it was read", () => {
    const turn = turnOf(deployment(3), asleep, plain);
    if (turn.kind === "leave") throw new Error("it should sleep");
    expect(patchOf(deployment(3), turn).metadata).toMatchObject({ resourceVersion: "7" });
  });
});

test("an exclusion fits only what has its kind, name and labels", () => {
  const labelled = deployment(1, { labels: { tier: "data", app: "web" } });
  expect(excludedBy(labelled, [{ kind: "StatefulSet" }, { labels: { tier: "cache" } }])).toBeNull();
  expect(excludedBy(labelled, [{ kind: "Deployment", labels: { tier: "data" } }])).toBe(
    "kind Deployment, label tier=data",
  );
  expect(excludedBy(labelled, [{ name: "w*b" }])).toBe("name w*b");
  expect(excludedBy(labelled, [{ name: "we" }, { name: "web*b" }, { name: "*x" }])).toBeNull();
  expect(excludedBy(labelled, [{ name: "*" }])).toBe("name *");
});

test("days are joined where they are neighbours", () => {
  expect(daysText(["mon", "tue", "wed", "thu", "fri"])).toBe("Mon to Fri");
  expect(daysText(["mon", "wed", "fri", "sat"])).toBe("Mon, Wed, Fri, Sat");
  expect(daysText(["sun", "sat", "fri", "thu", "wed", "tue", "mon"])).toBe("every day");
  const schedule = {
    days: ["mon", "tue"],
    from: "08:00",
    to: "20:00",
    zone: "America/New_York",
    holidays: [],
    exclude: [],
  } as const;
  expect(hoursText(schedule)).toBe("Mon, Tue, 08:00 to 20:00 New York");
});

describe("the mission's CronJob", () => {
  const cronJob = (spec: Record<string, string>, command: string[]): Manifest => ({
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "dev-environment-shutdown" },
    spec: {
      ...spec,
      jobTemplate: {
        spec: {
          template: { spec: { containers: [{ name: "shutdown", image: "kubectl:latest", command }] } },
        },
      },
    },
  });
  const words = ["kubectl", "scale", "deployment", "--all", "--replicas=0", "-n", "my-service-dev"];
  const mission = cronJob({ schedule: "0 20 * * 1-5" }, words);

  test("is recognised and becomes a schedule, with what it lacks", () => {
    const found = cronScale(mission);
    expect(found).toMatchObject({
      object: "CronJob/dev-environment-shutdown",
      namespace: "my-service-dev",
      kinds: ["Deployment"],
      all: true,
      replicas: 0,
      zone: null,
    });
    const imported = found && importOf([found]);
    expect(imported?.schedule).toEqual({
      days: ["mon", "tue", "wed", "thu", "fri"],
      from: "08:00",
      to: "20:00",
      zone: null,
      holidays: [],
      exclude: [{ kind: "StatefulSet" }, { kind: "Rollout" }],
    });
    expect(imported?.lacks.join(" ")).toMatch(/Nothing wakes .* forgets how many .* names no time zone/);
  });

  test("takes the hour of a job that wakes, and the zone of one that names it", () => {
    const down = cronScale(cronJob({ schedule: "30 19 * * MON-FRI", timeZone: "Europe/Berlin" }, words));
    const wake = cronScale(
      cronJob({ schedule: "0 7 * * 1-5" }, [
        "sh",
        "-c",
        "kubectl scale deploy --all --replicas 2 --namespace=my-service-dev",
      ]),
    );
    expect(down && wake && importOf([wake, down])?.schedule).toMatchObject({
      from: "07:00",
      to: "19:30",
      zone: "Europe/Berlin",
    });
  });

  test("any other CronJob is none, nor is one that runs more than once a day", () => {
    expect(cronScale(cronJob({ schedule: "0 20 * * 1-5" }, ["node", "closing.js"]))).toBeNull();
    expect(dailyTime("*/5 * * * *")).toBeNull();
    expect(dailyTime("0 20 1 * *")).toBeNull();
    expect(dailyTime("5 6 * * 5-1")).toEqual({ days: ["mon", "fri", "sat", "sun"], time: "06:05" });
    const hourly = cronScale(cronJob({ schedule: "0 * * * *" }, words));
    expect(hourly && importOf([hourly])).toBeNull();
  });
});
