import type { MeasureView, WorkloadView } from "@/lib/contract/resources-view";
import { Status } from "../status/status";
import { amountText } from "./measure";
import type { Drawn } from "./resources-state";

type Measured = { name: string; of: Drawn } & MeasureView;

const measuredOf = ({ containers }: WorkloadView): readonly Measured[] =>
  containers.flatMap(({ name, cpu, memory }) => [
    { name, of: "cpu" as const, ...cpu },
    { name, of: "memory" as const, ...memory },
  ]);

const changes = ({ advice }: Measured): boolean => advice.kind === "change" && advice.to !== null;

export const changesOf = (workload: WorkloadView): readonly Measured[] =>
  measuredOf(workload).filter(changes);

/** What each container should ask for instead; why not where it should not; and why nothing is suggested. */
export function Suggestion({ workload }: { workload: WorkloadView }) {
  const several = workload.containers.length > 1;
  const all = measuredOf(workload);
  const suggested = all.filter(changes);
  const others = all.filter((one) => !changes(one));
  const reasons = [
    ...new Set(others.map(({ of, advice }) => `${of === "cpu" ? "CPU" : "memory"} ${advice.reason}`)),
  ];
  if (suggested.length === 0) {
    const none = all.find(({ advice }) => advice.kind === "none");
    return none ? (
      <Status kind="unknown" word="No suggestion" reason={none.advice.reason} />
    ) : (
      <span>
        <b>Keep</b> <span className="text-12 text-text-2">{all[0]?.advice.reason}</span>
      </span>
    );
  }
  return (
    <span className="grid gap-0.5">
      {suggested.map(({ name, of, request, advice }) => (
        <span key={`${name}/${of}`} className="mono text-12 md:whitespace-nowrap">
          <del className="text-removed no-underline">
            − {request === null ? "none" : amountText[of](request)}
          </del>{" "}
          <ins className="text-added no-underline">+ {amountText[of](advice.to ?? 0)}</ins>
          {advice.limit === null ? null : (
            <span className="text-text-3"> limit {amountText[of](advice.limit)}</span>
          )}
          {several ? <span className="text-text-3"> {name}</span> : null}
          {advice.reason === null ? null : (
            <span className="block font-sans text-11 text-text-2 whitespace-normal">{advice.reason}</span>
          )}
        </span>
      ))}
      {reasons.length > 0 ? <span className="text-11 text-text-3">{reasons.join("; ")}</span> : null}
    </span>
  );
}

const dots = { fair: 1, good: 2, high: 3 } as const;

/** Dots and the word: how many days of the window were measured. */
export function ConfidenceMark({ workload }: { workload: WorkloadView }) {
  const [first] = changesOf(workload);
  const confidence = first?.advice.confidence;
  if (!confidence) return null;
  const days = Math.max(...changesOf(workload).map(({ window }) => window?.days ?? 0));
  return (
    <span className="md:block">
      <span aria-hidden className="block text-[9px] leading-none tracking-[2px] max-md:inline">
        {"●".repeat(dots[confidence])}
        <span className="text-text-3">{"○".repeat(3 - dots[confidence])}</span>
      </span>
      <span className="text-12 text-text-2 md:whitespace-nowrap">
        {" "}
        {confidence}, {Math.floor(days)} d
      </span>
    </span>
  );
}
