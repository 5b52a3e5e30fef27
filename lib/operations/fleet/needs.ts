import type { z } from "zod";
import type { EnvironmentHead, FleetRow, FleetView } from "@/lib/contract/fleet";
import type { Actor } from "@/lib/domain/actor";
import { counted, listed } from "@/lib/domain/promotion/sentence";
import { durationText } from "@/lib/domain/soak";
import type { Promotion } from "@/lib/ports/store/promotions";
import { cellFailed } from "./marks";

type Facts = {
  rows: readonly FleetRow[];
  heads: readonly z.infer<typeof EnvironmentHead>[];
  open: readonly Promotion[];
  missing: ReadonlyMap<string, readonly string[]>;
  actor: Actor;
  now: Date;
};

/** The strip of four: what waits for the reader, what failed, what drifts, and which clusters are silent. */
export function fleetNeeds(facts: Facts): FleetView["needs"] {
  return { waiting: waiting(facts), failed: failed(facts), drift: drift(facts), silent: silent(facts) };
}

function waiting({ open, missing, actor }: Facts): FleetView["needs"]["waiting"] {
  const teams = actor.kind === "person" ? actor.teams.map((t) => t.team) : [];
  const mine = open.filter(
    (p) => p.state === "waiting" && (missing.get(p.id) ?? []).some((team) => teams.includes(team)),
  );
  if (mine.length > 0)
    return {
      count: mine.length,
      text: `${listed([...new Set(mine.map((p) => p.application))])} to ${listed([...new Set(mine.map((p) => p.target))])}`,
      href: "/inbox",
    };
  const others = open.filter((p) => p.state === "waiting").length;
  return {
    count: 0,
    text:
      others > 0
        ? `${counted(others, "promotion")} ${others === 1 ? "waits" : "wait"} for others`
        : "nothing waits for you",
    href: others > 0 ? "/promotions" : null,
  };
}

function failed({ rows }: Facts): FleetView["needs"]["failed"] {
  const cells = rows.flatMap((row) =>
    row.cells.filter((cell) => cellFailed(cell)).map((cell) => ({ row, cell })),
  );
  const [first] = cells;
  if (!first) return { count: 0, text: "no check failed and nothing is degraded", href: null };
  const what = first.cell.note ?? first.cell.health;
  const more = cells.length > 1 ? `, and ${cells.length - 1} more` : "";
  return {
    count: cells.length,
    text: `${first.row.application} ${first.cell.version ?? ""} in ${first.cell.environment}: ${what.word}${more}`,
    href: "/?show=failed",
  };
}

function drift({ rows }: Facts): FleetView["needs"]["drift"] {
  const drifting = rows.flatMap((row) => {
    const cells = row.cells.filter((cell) => (cell.drift ?? 0) > 0);
    const count = cells.reduce((sum, cell) => sum + (cell.drift ?? 0), 0);
    return count === 0
      ? []
      : [{ application: row.application, count, places: cells.map((c) => c.environment) }];
  });
  if (drifting.length === 0) return { count: 0, text: "every known object is as Git says", href: null };
  const [first, second, ...others] = drifting;
  const named = [first, second].flatMap((one) => (one ? [`${one.application} ${one.count}`] : []));
  const more = others.length > 0 ? [counted(others.length, "more application")] : [];
  return {
    count: drifting.reduce((sum, { count }) => sum + count, 0),
    text: `${listed([...named, ...more])}, in ${listed([...new Set(drifting.flatMap(({ places }) => places))])}`,
    href: "/?show=drift",
  };
}

function silent({ heads, now }: Facts): FleetView["needs"]["silent"] {
  const clusters = new Map(heads.flatMap((head) => head.clusters).map((cluster) => [cluster.name, cluster]));
  const quiet = [...clusters.values()].filter((cluster) => cluster.reachable === false);
  const unknown = [...clusters.values()].filter((cluster) => cluster.reachable === null);
  if (quiet.length === 0)
    return {
      count: 0,
      text:
        unknown.length > 0 ? `${counted(unknown.length, "cluster")} not connected` : "every cluster answers",
      href: "/settings",
    };
  return {
    count: quiet.length,
    text: `${listed(quiet.map((c) => `${c.name}${c.asOf ? `, last answer ${durationText(now.getTime() - Date.parse(c.asOf))} ago` : ", never heard from"}`))}; last known shown`,
    href: "/settings",
  };
}
