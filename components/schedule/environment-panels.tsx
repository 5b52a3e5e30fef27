import type { EnvironmentSchedule } from "@/lib/contract/schedule";
import { counted } from "@/lib/domain/promotion/sentence";
import { SourceLink } from "../provenance/source-link";
import { Status } from "../status/status";
import { When } from "../time/when";
import { keyed } from "../ui/keyed";
import { Panel } from "../ui/panel";
import { KeepAwake } from "./keep-awake";
import { SavingWords } from "./saving-words";
import { ScheduleDialog } from "./schedule-dialog";
import { ScheduleWeek } from "./schedule-week";
import { SleepTable } from "./sleep-table";

/** One environment: its week, who keeps it awake, what sleeps, what could, and what was done. */
export function EnvironmentPanels({ environment, asOf }: { environment: EnvironmentSchedule; asOf: string }) {
  const { week, proposal, imports, silent, wakers, log, workloads, groups } = environment;
  return (
    <>
      {silent.map((text) => (
        <p key={text}>
          <Status kind="unknown" word={`${text}; what sleeps there is not known`} />
        </p>
      ))}
      <div className="grid gap-3 xl:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
        {week ? (
          <ScheduleWeek environment={environment} week={week} />
        ) : (
          <Without environment={environment} />
        )}
        <Panel title={`Schedule of ${environment.environment}`} bodyClassName="grid content-start gap-3">
          <ul className="grid gap-2">
            {keyed(groups, (group) => group.applications.join(" ")).map(({ key, item }) => (
              <li key={key} className="grid gap-0.5">
                <span>
                  <b>{item.hours ? `Up ${item.text}` : "Always up"}</b>{" "}
                  <span className="text-text-2">
                    {groups.length === 1
                      ? counted(item.applications.length, "application")
                      : item.applications.join(", ")}
                  </span>
                </span>
                <Status kind={item.status.kind} word={item.status.word} reason={item.status.reason} />
                {item.sources.map((source) => (
                  <span key={`${source.file}:${source.line}`}>
                    <SourceLink source={source} />
                  </span>
                ))}
              </li>
            ))}
          </ul>
          <div>
            <h3 className="text-12 font-medium text-text-2">
              {week
                ? "What sleeping saves a month"
                : "What sleeping at night and weekends would save a month"}
            </h3>
            <SavingWords saving={environment.saving} note />
          </div>
          <div className="flex flex-wrap items-start gap-2">
            <ScheduleDialog environment={environment} />
            {week ? <KeepAwake environment={environment} asOf={asOf} /> : null}
          </div>
        </Panel>
      </div>
      {proposal ? (
        <Panel title="Used by nobody" note="by the CPU that was used against what is asked for">
          <p>{proposal.text}</p>
          <div className="mt-2">
            <ScheduleDialog environment={environment} start={proposal.hours} label="Ask for these hours" />
          </div>
        </Panel>
      ) : null}
      {imports.map((one) => (
        <Panel
          key={one.application}
          title={`${one.objects.join(" and ")} of ${one.application}`}
          note={
            isScheduled(environment, one.application)
              ? "switches it off beside its schedule"
              : `switches it off by itself; as a schedule: up ${one.text}`
          }
        >
          <ul className="list-disc pl-5 text-text-2">
            {one.lacks.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          {one.sources.map((source) => (
            <p key={`${source.file}:${source.line}`} className="mt-1.5">
              <SourceLink source={source} />
            </p>
          ))}
          <p className="mt-1.5 text-text-2">
            {isScheduled(environment, one.application)
              ? "The schedule does its work now: take the CronJob out of the files."
              : "Take the CronJob out of the files once the schedule holds."}
          </p>
          {isScheduled(environment, one.application) ? null : (
            <div className="mt-2">
              <ScheduleDialog
                environment={environment}
                application={one.application}
                start={one.hours}
                label="Import as a schedule"
              />
            </div>
          )}
        </Panel>
      ))}
      {wakers.length > 0 ? (
        <Panel
          title="Argo CD would wake it"
          note={`${counted(wakers.length, "Application")} to change, so that what sleeps is left alone`}
        >
          <ul className="grid gap-3">
            {keyed(wakers, (one) => one.text).map(({ key, item }) => (
              <li key={key} className="grid min-w-0 gap-1">
                <span>{item.text}</span>
                <span className="text-12 text-text-2">
                  Add to the spec of Application <span className="mono">{item.application}</span>:
                </span>
                <pre className="mono overflow-x-auto rounded-md bg-inset p-2 text-12">{item.add}</pre>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {workloads.length > 0 ? <SleepTable environment={environment} /> : null}
      {log.length > 0 ? (
        <Panel title="What was done" note="from the audit list, newest first">
          <ul className="grid gap-1">
            {keyed(log, (line) => `${line.at} ${line.object}`).map(({ key, item }) => (
              <li key={key} className="grid grid-cols-[110px_minmax(0,1fr)] gap-2">
                <When at={item.at} asOf={asOf} className="text-text-2" />
                <span className="[overflow-wrap:anywhere]">
                  {item.refused ? <Status kind="attention" word="not done" dense /> : null}{" "}
                  <span className="mono text-12">{item.object}</span> {item.text}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  );
}

const isScheduled = ({ groups }: EnvironmentSchedule, application: string): boolean =>
  groups.some(({ hours, applications }) => hours !== null && applications.includes(application));

function Without({ environment }: { environment: EnvironmentSchedule }) {
  return (
    <Panel title="No schedule">
      <p className="max-w-[68ch]">
        {environment.production
          ? "Production is never put to sleep."
          : `${environment.environment} runs day and night. Up on workdays from 08:00 to 20:00 it would be asleep for 108 of the 168 hours of a week; every workload wakes to the size it had.`}
      </p>
    </Panel>
  );
}
