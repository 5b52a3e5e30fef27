import type { Gate } from "./gate";
import { capitalised, counted, listed } from "./promotion/sentence";

export type GateVerdict = {
  /** Nothing blocks. */
  ready: boolean;
  sentence: string;
  /** What cannot clear by waiting first, then what waits for people, then for time. */
  blockers: readonly Gate[];
  /** The soonest it could run as far as time alone decides; null when that is unknown or now. */
  earliest: string | null;
};

const stops = (g: Gate): boolean => g.state === "failed" || g.state === "blocked";
const rank = (g: Gate): number => (stops(g) ? 0 : g.kind === "window" ? 3 : g.kind === "soak" ? 2 : 1);

/** One sentence over all gates: what blocks, what it waits for, or that it may run. */
export function verdictOf(gates: readonly Gate[]): GateVerdict {
  const blockers = gates.filter((g) => g.blocking).sort((a, b) => rank(a) - rank(b));
  const unenforced = gates.filter((g) => g.state === "not-enforced").length;
  if (blockers.length === 0) {
    const rest =
      unenforced > 0
        ? ` ${capitalised(counted(unenforced, "declared rule"))} ${unenforced === 1 ? "is" : "are"} not enforced yet.`
        : "";
    return { ready: true, sentence: `Every gate has passed.${rest}`, blockers, earliest: null };
  }
  const stopped = blockers.filter(stops);
  const waits = waitText(blockers.filter((g) => !stops(g)));
  const parts = [stopped.length > 0 ? `Blocked: ${stopped.map((g) => g.reason).join(" ")}` : null, waits];
  const times = blockers.flatMap((g) => (g.until ? [g.until] : [])).sort();
  return {
    ready: false,
    sentence: parts.filter((p) => p !== null).join(" "),
    blockers,
    earliest: times.at(-1) ?? null,
  };
}

/** `Waits for platform-team and security-team and for the change window, opens Mon 09:00 Berlin.` */
function waitText(waiting: readonly Gate[]): string | null {
  const teams = waiting.filter((g) => g.kind === "approvals").flatMap((g) => g.waitsFor ?? []);
  const others = waiting.filter((g) => g.kind !== "approvals").flatMap((g) => g.waitsFor ?? []);
  const groups = [...(teams.length > 0 ? [listed(teams)] : []), ...others];
  if (groups.length === 0) return null;
  const all = groups.map((g) => `for ${g}`);
  return `Waits ${listed(all)}.`;
}
