import type { Json, JsonObject } from "@/lib/domain/json";
import { listAt, objectAt } from "./pod";

/** Declared waits are shortened to this: a demo shows the states, not the hours between them. */
const LONGEST_WAIT_MS = 10_000;

/** Milliseconds of a declared wait (`30`, `5m`, `1h`), shortened for the demo. */
export function waitMs(declared: Json | undefined): number {
  const [, number = "0", unit = "s"] = /^(\d+)\s*([smh])?$/.exec(String(declared ?? "0")) ?? [];
  return Math.min(Number(number) * ({ s: 1, m: 60, h: 3600 }[unit] ?? 1) * 1000, LONGEST_WAIT_MS);
}

/** Where a rollout stands: pods of both sides, whether it is over, why it pauses, and its canary step. */
export type Course = {
  fresh: number;
  stable: number;
  done: boolean;
  pause: string | null;
  step: number | null;
};
/** The new side's pods; `readySince` in epoch milliseconds. */
export type Sides = { wanted: number; ready: number; readySince: number; now: Date };

/** A declared analysis takes this long, and succeeds. */
const ANALYSIS_MS = 4_000;

export function blueGreen(
  strategy: JsonObject,
  status: JsonObject,
  { wanted, ready, readySince, now }: Sides,
): Course {
  const course = { fresh: wanted, stable: wanted, done: false, pause: null, step: null };
  if (ready < wanted) return course;
  const analysed = strategy.prePromotionAnalysis === undefined || now.getTime() - readySince >= ANALYSIS_MS;
  if (!analysed) return course;
  const { autoPromotionEnabled, autoPromotionSeconds } = strategy;
  if (autoPromotionEnabled !== false) return { ...course, stable: 0, done: true };
  const over =
    autoPromotionSeconds !== undefined && now.getTime() - readySince >= waitMs(autoPromotionSeconds);
  return over || promoted(status)
    ? { ...course, stable: 0, done: true }
    : { ...course, pause: "BlueGreenPause" };
}

export function canary(strategy: JsonObject, status: JsonObject, { wanted, ready, now }: Sides): Course {
  const steps = listAt(strategy.steps);
  const step = typeof status.currentStepIndex === "number" ? status.currentStepIndex : 0;
  const weight = weightAt(steps, step);
  const fresh = Math.min(wanted, Math.ceil((weight / 100) * wanted));
  const stable = strategy.trafficRouting === undefined ? wanted - fresh : wanted;
  const course = { fresh, stable, done: false, pause: null, step };
  if (step >= steps.length) return { ...course, fresh: wanted, stable: 0, done: ready >= wanted };
  const here = objectAt(steps[step]);
  if (here.pause === undefined) return ready >= fresh ? { ...course, step: step + 1 } : course;
  const { duration } = objectAt(here.pause);
  const [paused] = listAt(status.pauseConditions);
  const over =
    duration !== undefined &&
    paused !== undefined &&
    now.getTime() - Date.parse(String(paused.startTime)) >= waitMs(duration);
  return over || promoted(status) ? { ...course, step: step + 1 } : { ...course, pause: "CanaryPauseStep" };
}

/** The controller paused, and somebody took the pause away. */
const promoted = (status: JsonObject): boolean =>
  status.controllerPause === true && listAt(status.pauseConditions).length === 0;

/** The weight of the last `setWeight` up to this step; everything after the last step. */
function weightAt(steps: readonly JsonObject[], step: number): number {
  if (step >= steps.length) return 100;
  const set = steps.slice(0, step + 1).findLast((one) => typeof one.setWeight === "number");
  return typeof set?.setWeight === "number" ? set.setWeight : 0;
}
