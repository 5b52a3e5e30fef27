import type { Stage } from "@/lib/contract/application";
import type { Fleet } from "@/lib/domain/fleet";
import { requiredChecks, verification } from "@/lib/domain/gate-check";
import { declarationOf } from "@/lib/domain/gate-route";
import { listed } from "@/lib/domain/promotion/sentence";
import type { DesiredRelease } from "@/lib/domain/release";
import { durationText, soakMs } from "@/lib/domain/soak";
import type { Promotion } from "@/lib/ports/store/promotions";
import type { Ports } from "../definition";
import { evidenceOf } from "../evidence";
import { missingTeams } from "../open-promotions";

/** What a pipeline node says in its reason zone: what enters it, or whether what runs there was verified. */
export async function standingOf(
  { store }: Pick<Ports, "store">,
  fleet: Fleet,
  application: string,
  environment: string,
  release: DesiredRelease,
  open: readonly Promotion[],
  now: Date,
): Promise<Stage["standing"]> {
  const entering = open.find((promotion) => promotion.target === environment);
  if (entering) {
    const teams = (await missingTeams(store, [entering])).get(entering.id) ?? [];
    return {
      status: {
        kind: entering.state === "running" ? "moving" : "waiting",
        word: `${entering.toVersion ?? "a change"} ${entering.state === "running" ? "is being delivered" : "waits"}`,
        reason: null,
      },
      lines:
        teams.length > 0
          ? [`for ${listed(teams)}`]
          : [entering.state === "running" ? "its steps are on the promotion's page" : "for its gates"],
    };
  }
  const declaration = declarationOf(fleet, application, environment);
  const version = release.version;
  if (!declaration || version === null) return null;
  const evidence = await evidenceOf(store, application);
  const { verified, standings, reason } = verification(
    declaration,
    { key: release.key, version },
    evidence,
    now,
  );
  const soak = declaration.block.promotion?.soak;
  const run = evidence.runs.find(
    (r) => r.environment === environment && r.release === release.key && r.endedAt === null,
  );
  const left = soak && run ? (soakMs(soak) ?? 0) - (now.getTime() - run.startedAt.getTime()) : 0;
  if (verified && left > 0)
    return {
      status: { kind: "moving", word: `${version} soaks`, reason: null },
      lines: [`${durationText(left)} of ${soak} left`],
    };
  if (verified)
    return { status: { kind: "healthy", word: `${version} verified`, reason: null }, lines: [reason] };
  const failed = standings.filter((standing) => standing.state === "failed");
  if (failed.length > 0)
    return {
      status: { kind: "failed", word: `${listed(failed.map((f) => f.check.name))} failed`, reason: null },
      lines: failed.map((f) => f.evidence?.details ?? f.reason),
    };
  if (requiredChecks(declaration).length === 0)
    return {
      status: { kind: "moving", word: `${version} rolls out`, reason: null },
      lines: ["it declares no checks; a finished rollout verifies it"],
    };
  const waiting = standings
    .filter((standing) => standing.state !== "passed")
    .map((standing) => standing.check.name);
  return {
    status: { kind: "waiting", word: `${version} not verified yet`, reason: null },
    lines: [`${listed(waiting)} not reported as passed for it`],
  };
}
