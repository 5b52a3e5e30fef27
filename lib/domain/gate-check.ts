import type { PlacementDeclaration } from "./fleet";
import { placeOf } from "./gate-route";
import type { Place } from "./problem";
import { listed } from "./promotion/sentence";
import { durationText } from "./soak";

/** One report about one release in one environment. */
export type CheckEvidence = {
  environment: string;
  check: string;
  /** Key of the release that was tested. */
  release: string;
  result: "passed" | "failed" | "inconclusive";
  link: string | null;
  details: string | null;
  at: Date;
};

export type RequiredCheck = {
  name: string;
  environment: string;
  /** How it is asked for (`basic`, `weekly`); null for plainly enabled. */
  detail: string | null;
  /** The oldest evidence that counts, in milliseconds; null for any age. */
  limitMs: number | null;
  declaredAt: Place;
};

export type CheckStanding = {
  check: RequiredCheck;
  state: "passed" | "failed" | "inconclusive" | "unreported";
  reason: string;
  evidence: CheckEvidence | null;
};

const off = new Set(["disabled", "false", "off", "no", "none"]);
const on = new Set(["enabled", "true", "on", "yes", "required"]);
const limits: Readonly<Record<string, number>> = {
  hourly: 3_600_000,
  daily: 86_400_000,
  weekly: 7 * 86_400_000,
  monthly: 31 * 86_400_000,
};

/** Every key of `testing` that is not switched off is a check that must be reported. */
export const requiredChecks = (d: PlacementDeclaration): readonly RequiredCheck[] =>
  Object.entries(d.block.testing ?? {}).flatMap(([name, value]) => {
    const how = String(value).toLowerCase();
    if (off.has(how)) return [];
    const check = { name, environment: d.environment, declaredAt: placeOf(d, `testing.${name}`) };
    return [{ ...check, detail: on.has(how) ? null : how, limitMs: limits[how] ?? null }];
  });

/** Where a check stands for exactly this release: the last report counts, no report and no data never pass. */
export function checkStanding(
  check: RequiredCheck,
  release: { key: string; version: string },
  evidence: readonly CheckEvidence[],
  now: Date,
): CheckStanding {
  const here = evidence
    .filter((e) => e.check === check.name && e.environment === check.environment && e.at <= now)
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  const last = here.find((e) => e.release === release.key) ?? null;
  const what = `${check.name} in ${check.environment}`;
  if (!last)
    return {
      check,
      state: "unreported",
      evidence: null,
      reason:
        here.length > 0
          ? `${what} is reported for another release, not for ${release.version}.`
          : `${what} is not reported for ${release.version}.`,
    };
  const age = now.getTime() - last.at.getTime();
  const ago = `${durationText(age)} ago`;
  if (last.result === "failed")
    return { check, state: "failed", evidence: last, reason: `${what} failed ${ago}.` };
  if (last.result === "inconclusive")
    return {
      check,
      state: "inconclusive",
      evidence: last,
      reason: `${what} was inconclusive ${ago}; that is not a pass.`,
    };
  if (check.limitMs !== null && age > check.limitMs)
    return {
      check,
      state: "unreported",
      evidence: last,
      reason: `${what} passed ${ago}; it counts for ${durationText(check.limitMs)}.`,
    };
  return { check, state: "passed", evidence: last, reason: `${what} passed ${ago}.` };
}

/** A release that ran, or runs, in an environment. */
export type RunEvidence = {
  environment: string;
  release: string;
  startedAt: Date;
  verifiedAt: Date | null;
  endedAt: Date | null;
};

/**
 * Has the environment verified this release? All its checks passed for it; an environment without checks verifies by
 * a finished rollout.
 */
export function verification(
  d: PlacementDeclaration,
  release: { key: string; version: string },
  evidence: { checks: readonly CheckEvidence[]; runs: readonly RunEvidence[] },
  now: Date,
): { verified: boolean; standings: readonly CheckStanding[]; reason: string } {
  const standings = requiredChecks(d).map((c) => checkStanding(c, release, evidence.checks, now));
  const open = standings.filter((s) => s.state !== "passed");
  if (standings.length > 0)
    return {
      verified: open.length === 0,
      standings,
      reason:
        open.length === 0
          ? `${d.environment} verified ${release.version}: ${listed(standings.map((s) => s.check.name))} passed.`
          : `${d.environment} has not verified ${release.version}: ${listed(open.map((s) => `${s.check.name} ${words[s.state]}`))}.`,
    };
  const run = evidence.runs.find(
    (r) => r.environment === d.environment && r.release === release.key && r.verifiedAt !== null,
  );
  return {
    verified: run !== undefined,
    standings,
    reason: run
      ? `${d.environment} rolled ${release.version} out; it declares no checks.`
      : `${d.environment} has not verified ${release.version}: it never finished a rollout of it.`,
  };
}

const words = {
  passed: "passed",
  failed: "failed",
  inconclusive: "was inconclusive",
  unreported: "is not reported",
} as const;
