import type { ApplicationView } from "@/lib/contract/application";
import type { Fleet } from "@/lib/domain/fleet";
import { counted } from "@/lib/domain/promotion/sentence";
import { durationText } from "@/lib/domain/soak";
import type { Promotion } from "@/lib/ports/store/promotions";
import { type DeclaredVersion, versionAxis } from "../version-history";

const shown = 12;

/** The last versions as lanes over time: a dot where an environment declared it, a bar while production did. */
export function lanesOf(
  histories: readonly (readonly DeclaredVersion[])[],
  fleet: Fleet,
  open: readonly Promotion[],
  now: Date,
): ApplicationView["lanes"] {
  const production = fleet.environments.filter((e) => e.type === "production").map((e) => e.name);
  const all = histories.flat();
  const items = versionAxis(histories)
    .slice(0, shown)
    .map((version) => {
      const mine = all.filter((declared) => declared.version === version);
      const runs = mine
        .filter((declared) => production.includes(declared.environment))
        .map((declared) => ({ from: declared.at, to: declared.until }))
        .sort((a, b) => (a.from < b.from ? -1 : 1));
      const dots = mine
        .map(({ environment, at }) => ({ environment, at }))
        .sort((a, b) => (a.at < b.at ? -1 : 1));
      return { version, dots, runs, standing: standing(version, mine, runs, open, now) };
    });
  const from = items.flatMap((item) => item.dots.map((dot) => dot.at)).sort()[0] ?? now.toISOString();
  const reached = items.filter((item) => item.runs.length > 0).length;
  return {
    from,
    to: now.toISOString(),
    items,
    caption: `${reached} of the last ${counted(items.length, "version")} reached production.`,
  };
}

function standing(
  version: string,
  mine: readonly DeclaredVersion[],
  runs: readonly { from: string; to: string | null }[],
  open: readonly Promotion[],
  now: Date,
): ApplicationView["lanes"]["items"][number]["standing"] {
  const moving = open.find((promotion) => promotion.toVersion === version);
  const current = runs.find((run) => run.to === null);
  const since = (at: string): string => durationText(now.getTime() - Date.parse(at));
  if (moving)
    return {
      kind: moving.state === "running" ? "moving" : "waiting",
      word: `${moving.state === "running" ? "on its way to" : "waits to enter"} ${moving.target}`,
      reason: since(moving.requestedAt.toISOString()),
    };
  if (current) return { kind: "healthy", word: "in production", reason: since(current.from) };
  const total = runs.reduce(
    (sum, run) => sum + (Date.parse(run.to ?? now.toISOString()) - Date.parse(run.from)),
    0,
  );
  if (runs.length > 0)
    return {
      kind: null,
      word: `ran ${durationText(total)}`,
      reason:
        runs.length > 1 ? `in ${counted(runs.length, "stretch").replace("stretchs", "stretches")}` : null,
    };
  const declared = mine.find((one) => one.until === null);
  if (declared) return { kind: null, word: `in ${declared.environment}`, reason: since(declared.at) };
  const last = [...mine].sort((a, b) => ((a.until ?? "") < (b.until ?? "") ? 1 : -1))[0];
  return { kind: null, word: `superseded in ${last?.environment ?? "its environment"}`, reason: null };
}
