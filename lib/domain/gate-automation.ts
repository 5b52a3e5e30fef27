import type { Fleet } from "./fleet";
import { type CheckEvidence, type RunEvidence, verification } from "./gate-check";
import { declarationOf, placeOf } from "./gate-route";
import type { Place } from "./problem";

export type SelfPromotion =
  | { kind: "yes"; to: string; because: string; declaredAt: Place }
  /** `declared` is false when nothing asks for it. */
  | { kind: "no"; declared: boolean; because: string };

/**
 * Does an environment promote this release by itself now? Only where `on_success` names a later environment, once
 * its own verification is complete, and while no rollback holds automation. It asks; the gates of the way still decide.
 */
export function mayPromoteItself(ask: {
  fleet: Fleet;
  application: string;
  environment: string;
  release: { key: string; version: string };
  checks: readonly CheckEvidence[];
  runs: readonly RunEvidence[];
  /** Why automation is held, when it is. */
  hold: string | null;
  now: Date;
}): SelfPromotion {
  const d = declarationOf(ask.fleet, ask.application, ask.environment);
  const to = d?.block.promotion?.on_success;
  if (!d || to === undefined)
    return { kind: "no", declared: false, because: `${ask.environment} declares no on_success.` };
  const order = (name: string): number | undefined =>
    ask.fleet.environments.find((e) => e.name === name)?.order;
  const [here, there] = [order(ask.environment), order(to)];
  if (here === undefined || there === undefined || there <= here)
    return { kind: "no", declared: true, because: `on_success: ${to} is no later environment.` };
  if (ask.hold !== null) return { kind: "no", declared: true, because: `Automation is held: ${ask.hold}` };
  const { verified, reason } = verification(d, ask.release, ask, ask.now);
  return verified
    ? { kind: "yes", to, because: reason, declaredAt: placeOf(d, "promotion.on_success") }
    : { kind: "no", declared: true, because: reason };
}
