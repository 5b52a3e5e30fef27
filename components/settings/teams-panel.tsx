import type { ResultOf } from "@/lib/contract/operation";
import type { show } from "@/lib/contract/settings";
import { PersonAvatar } from "../person/person-avatar";
import { When } from "../time/when";
import { Panel } from "../ui/panel";

type Team = ResultOf<typeof show>["teams"][number];

/** Teams as the fleet file maps them to groups, and the people seen in them at their last sign-in. */
export function TeamsPanel({ teams }: { teams: readonly Team[] }) {
  return (
    <Panel
      id="teams"
      title="Teams and people"
      note={
        <>
          read-only: <code className="mono">teams</code> of <code className="mono">orchestr8.yaml</code>,
          people from the identity provider
        </>
      }
      flush
      className="scroll-mt-4"
    >
      {teams.length === 0 ? (
        <p className="px-3.5 py-3 text-text-2">orchestr8.yaml declares no teams.</p>
      ) : null}
      <ul className="divide-y divide-line">
        {teams.map((team) => (
          <li key={team.name} className="grid gap-x-4 gap-y-1 px-3.5 py-2 md:grid-cols-[200px_minmax(0,1fr)]">
            <span>
              <b>{team.name}</b>
              <span className="block text-12 text-text-2 [overflow-wrap:anywhere]">
                {team.groups.length > 0 ? `group ${team.groups.join(", ")}` : "no group is mapped to it"}
              </span>
            </span>
            {team.people.length === 0 ? (
              <span className="text-text-2">nobody has signed in yet</span>
            ) : (
              <ul className="flex flex-wrap gap-x-5 gap-y-1">
                {team.people.map((person) => (
                  <li key={`${person.name} ${person.seenAt}`} className="inline-flex items-center gap-1.5">
                    <PersonAvatar name={person.name} size={18} />
                    {person.name}
                    <span className="text-12 text-text-3">
                      seen <When at={person.seenAt} />
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
