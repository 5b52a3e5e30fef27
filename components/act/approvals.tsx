import { Ban, Equal } from "lucide-react";
import type { ReactNode } from "react";
import type { TeamApproval } from "@/lib/contract/promotion-view";
import { PersonAvatar } from "../person/person-avatar";
import { Status } from "../status/status";
import { When } from "../time/when";
import { keyed } from "../ui/keyed";

const standing = (team: TeamApproval, closed: boolean) => {
  if (team.approvals.some((approval) => !approval.yes && approval.stale === null))
    return { kind: "failed" as const, word: "said no" };
  const word = `${team.given} of ${team.needed}`;
  if (team.given >= team.needed) return { kind: "healthy" as const, word };
  return { kind: closed ? ("unknown" as const) : ("waiting" as const), word };
};

/** "1 of 2 teams" */
export const teamsDone = (teams: readonly TeamApproval[]): string =>
  `${teams.filter((team) => team.given >= team.needed).length} of ${teams.length} ${teams.length === 1 ? "team" : "teams"}`;

function Given({ approval, asOf }: { approval: TeamApproval["approvals"][number]; asOf: string }) {
  return (
    <li>
      <div className="flex min-h-[26px] items-center gap-2">
        <PersonAvatar name={approval.person.name} />
        <span className={`min-w-0 truncate ${approval.stale ? "text-text-3 line-through" : ""}`}>
          {approval.person.name}
        </span>
        <span className="ml-auto flex-none text-11 text-text-3">
          <When at={approval.at} asOf={asOf} />
        </span>
      </div>
      <p className="mt-[3px] ml-1 flex min-h-[18px] items-baseline gap-1.5 text-11 text-text-2">
        <Equal aria-hidden className="mx-1 size-3 self-center" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {approval.yes ? "approved this plan " : "rejected this plan "}
          <code className="mono text-11 text-text-3">{approval.digest.slice(0, 8)}</code>
          {approval.stale ? `; does not count: ${approval.stale}` : null}
          {approval.reason ? `: “${approval.reason}”` : null}
        </span>
      </p>
    </li>
  );
}

/** Who must say yes, team by team: who did, who can, and who cannot and why. Acts stand under their team. */
export function Approvals({
  teams,
  asOf,
  closed = false,
  acts,
}: {
  teams: readonly TeamApproval[];
  asOf: string;
  /** Nobody is asked any more: what was not given is not waited for. */
  closed?: boolean;
  acts?: (team: TeamApproval) => ReactNode;
}) {
  return (
    <ul className="divide-y divide-line">
      {teams.map((team) => {
        const given = new Set(team.approvals.filter((a) => a.stale === null).map((a) => a.person.id));
        const open = team.given < team.needed;
        const can = team.people.filter((p) => p.can.allowed && !given.has(p.person.id));
        const cannot = team.people.filter((p) => !p.can.allowed && !given.has(p.person.id));
        return (
          <li key={team.team} className="px-3.5 pt-2 pb-[9px]">
            <div className="mb-1 flex items-center justify-between gap-2">
              <h3>{team.team}</h3>
              <Status {...standing(team, closed)} />
            </div>
            <ul>
              {keyed(team.approvals, (a) => `${a.person.id} ${a.at}`).map(({ key, item }) => (
                <Given key={key} approval={item} asOf={asOf} />
              ))}
              {open
                ? can.map(({ person, seenAt }) => (
                    <li key={person.id} className="flex min-h-[26px] items-center gap-2">
                      <PersonAvatar name={person.name} />
                      <span className="min-w-0 truncate">{person.name}</span>
                      <span className="ml-auto flex-none text-11 text-text-3">
                        {seenAt ? (
                          <>
                            seen <When at={seenAt} asOf={asOf} />
                          </>
                        ) : (
                          "not signed in yet"
                        )}
                      </span>
                    </li>
                  ))
                : null}
              {open
                ? cannot.map(({ person, can: verdict }) => (
                    <li
                      key={person.id}
                      className="ml-1 flex min-h-[18px] items-baseline gap-1.5 text-11 text-text-2"
                    >
                      <Ban aria-hidden className="mx-1 size-3 self-center" />
                      <span className="min-w-0">
                        {person.name} cannot{verdict.message ? `: ${verdict.message}` : null}
                      </span>
                    </li>
                  ))
                : null}
            </ul>
            {acts ? acts(team) : null}
          </li>
        );
      })}
    </ul>
  );
}
