import type { PlacementDeclaration } from "./fleet";
import { type Gate, type GateCase, makeGate } from "./gate";
import {
  type CheckStanding,
  checkStanding,
  type RunEvidence,
  requiredChecks,
  verification,
} from "./gate-check";
import { placeOf } from "./gate-route";
import { durationText, soakMs } from "./soak";

/** One gate a check that the environment left behind asks for. */
export function checkGates(c: GateCase, d: PlacementDeclaration): readonly Gate[] {
  return requiredChecks(d).map((check) => {
    const standing = checkStanding(check, c.release, c.checks, c.now);
    const tolerated = standing.state === "failed" && d.block.promotion?.on_failure === "notify";
    const blocking = standing.state !== "passed" && !tolerated;
    return makeGate({
      kind: "checks",
      name: check.name,
      environment: d.environment,
      state: standing.state,
      blocking,
      reason: tolerated
        ? `${standing.reason} Declared on_failure: notify, so it does not block.`
        : standing.reason,
      waitsFor: blocking ? `${check.name} in ${d.environment}` : null,
      clearedBy: blocking ? reporter(c, check.name, d.environment) : null,
      evidence: evidenceOf(standing),
      ageMs: standing.evidence ? c.now.getTime() - standing.evidence.at.getTime() : null,
      limitMs: check.limitMs,
      declaredAt: check.declaredAt,
      since: standing.evidence?.at.toISOString() ?? null,
    });
  });
}

/** An environment passed over must have verified the release itself. */
export function orderGate(c: GateCase, d: PlacementDeclaration): Gate {
  const { verified, standings, reason } = verification(d, c.release, c, c.now);
  const failed = standings.some((s) => s.state === "failed");
  const open = standings.find((s) => s.state !== "passed")?.check.name ?? null;
  return makeGate({
    kind: "order",
    name: `verified in ${d.environment}`,
    environment: d.environment,
    state: verified ? "passed" : failed ? "failed" : "waiting",
    blocking: !verified,
    reason,
    waitsFor: verified ? null : `${d.environment} to verify ${c.release.version}`,
    clearedBy: verified ? null : reporter(c, runsIn(c, d) ? open : null, d.environment),
    evidence: standings.flatMap(evidenceOf),
    declaredAt: placeOf(d, standings.length > 0 ? "testing" : "promotion"),
  });
}

/** Evidence counts for what runs there: before the release does, there is nothing to report about. */
const runsIn = (c: GateCase, d: PlacementDeclaration): boolean =>
  c.runs.some((r) => r.environment === d.environment && r.release === c.release.key && r.endedAt === null);

/** The way back leads only to what the target has verified. */
export function verifiedBefore(c: GateCase): Gate {
  const run = verifiedRun(c);
  const environment = c.route.entered.name;
  return makeGate({
    kind: "order",
    name: "verified before",
    environment,
    state: run ? "passed" : "blocked",
    blocking: !run,
    reason: run
      ? `${environment} verified ${c.release.version} when it ran there.`
      : `${environment} never verified ${c.release.version}, so it is no way back.`,
    evidence: run?.verifiedAt
      ? [
          {
            text: `${c.release.version} verified in ${environment}`,
            at: run.verifiedAt.toISOString(),
            link: null,
          },
        ]
      : [],
    declaredAt: null,
    since: run?.verifiedAt?.toISOString() ?? null,
  });
}

/** The run in which the target verified what is carried, now or earlier. */
export const verifiedRun = (c: GateCase): RunEvidence | null =>
  c.runs.find(
    (r) => r.environment === c.route.entered.name && r.release === c.release.key && r.verifiedAt !== null,
  ) ?? null;

/** The release must have run in an environment for as long as it declares. */
export function soakGate(c: GateCase, d: PlacementDeclaration): readonly Gate[] {
  const text = d.block.promotion?.soak;
  if (text === undefined) return [];
  const needed = soakMs(text);
  const run = c.runs.find(
    (r) => r.environment === d.environment && r.release === c.release.key && r.endedAt === null,
  );
  const gate = {
    kind: "soak" as const,
    name: `soak in ${d.environment}`,
    environment: d.environment,
    declaredAt: placeOf(d, "promotion.soak"),
    limitMs: needed,
  };
  if (needed === null)
    return [
      makeGate({
        ...gate,
        state: "blocked",
        blocking: true,
        reason: `soak: ${text} is no length of time such as 24h.`,
        waitsFor: "a soak that can be read",
      }),
    ];
  if (!run)
    return [
      makeGate({
        ...gate,
        state: "waiting",
        blocking: true,
        reason: `${c.release.version} does not run in ${d.environment}; it must for ${text}.`,
        waitsFor: `${c.release.version} to run in ${d.environment}`,
      }),
    ];
  const lasted = c.now.getTime() - run.startedAt.getTime();
  const done = lasted >= needed;
  return [
    makeGate({
      ...gate,
      state: done ? "passed" : "waiting",
      blocking: !done,
      reason: `${c.release.version} has run in ${d.environment} for ${durationText(lasted)} of ${text}${done ? "" : `; ${durationText(needed - lasted)} left`}.`,
      waitsFor: done ? null : `the soak in ${d.environment}, ${durationText(needed - lasted)} left`,
      ageMs: lasted,
      since: run.startedAt.toISOString(),
      until: new Date(run.startedAt.getTime() + needed).toISOString(),
    }),
  ];
}

const evidenceOf = (s: CheckStanding): Gate["evidence"] =>
  s.evidence
    ? [
        {
          text: `${s.check.name} ${s.evidence.result}${s.evidence.details ? `: ${s.evidence.details}` : ""}`,
          at: s.evidence.at.toISOString(),
          link: s.evidence.link,
        },
      ]
    : [];

function reporter(c: GateCase, check: string | null, environment: string): NonNullable<Gate["clearedBy"]> {
  const team = c.fleet.applications.find((a) => a.name === c.application)?.team;
  const how = check
    ? `CI reports it: o8 check report --application ${c.application} --environment ${environment} --check ${check} --result passed`
    : `Roll ${c.release.version} out in ${environment} first.`;
  return { teams: team ? [team] : [], people: [], how };
}
