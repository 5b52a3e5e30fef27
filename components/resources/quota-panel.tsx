import type { EnvironmentResources } from "@/lib/contract/resources-view";
import { Meter } from "../chart/bullet";
import { Status } from "../status/status";
import { Panel } from "../ui/panel";

/** What a namespace may ask for at most, beside what it asks for. No quota and unknown quotas are told apart. */
export function QuotaPanel({ environment }: { environment: EnvironmentResources }) {
  const { quotas } = environment;
  return (
    <Panel title="Quotas" note={`of the namespaces of ${environment.environment}`}>
      {quotas === null ? (
        <Status
          kind="unknown"
          word="not known"
          reason="A cluster did not answer, or may not be asked for its quotas."
        />
      ) : quotas.length === 0 ? (
        <p className="text-text-2">
          No namespace has a quota: nothing but its nodes limits what it may ask for.
        </p>
      ) : (
        <ul className="grid gap-2">
          {quotas.map((quota) => (
            <li key={`${quota.cluster}/${quota.namespace}/${quota.name}`}>
              <span className="font-semibold">{quota.namespace}</span>{" "}
              <span className="mono text-11 text-text-3">{quota.cluster}</span>
              <ul className="mt-1 grid gap-1">
                {quota.entries.map(({ resource, used, hard, share }) => (
                  <li key={resource} className="flex flex-wrap items-center gap-2 text-12">
                    <span className="mono">{resource}</span>
                    {share === null ? null : (
                      <Meter
                        share={share}
                        summary={`${Math.round(share * 100)} % of ${resource}`}
                        warn={share >= 0.9}
                      />
                    )}
                    <span className="text-text-2">
                      {used ?? "unknown"} of {hard}
                    </span>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
