import type { EnvironmentResources, WorkloadView } from "@/lib/contract/resources";
import { bytesText, coresText } from "@/lib/domain/capacity-review/amount-text";
import { Bullet } from "../chart/bullet";
import { ChartFigure } from "../chart/chart-figure";
import { Status } from "../status/status";
import { cn } from "../ui/class-names";
import { amountText, measureText, podMeasure, sortedBy } from "./measure";
import type { Drawn, Sort } from "./resources-state";

const head = "px-2 py-1.5 text-left font-normal whitespace-nowrap text-text-2 first:pl-0 last:pr-0";
const cell =
  "border-t border-line px-2 py-[7px] align-middle first:pl-0 last:pr-0 max-md:block max-md:border-0 max-md:px-0 max-md:py-1";

/** Each workload's request, use and limit as one bar for CPU and one for memory, and what would fit it. */
export function WorkloadTable({
  environment,
  sort,
  note,
}: {
  environment: EnvironmentResources;
  sort: Sort;
  note: string;
}) {
  const workloads = sortedBy(environment.workloads, sort);
  const several = new Set(workloads.map((workload) => workload.cluster)).size > 1;
  return (
    <div className="panel px-3.5 py-2.5">
      <ChartFigure
        title={`Workloads in ${environment.environment}`}
        note={`by ${sort === "waste" ? "wasted CPU" : "name"}`}
        summary={`The thick tick is the request, dark is what the pods use now on average, the whisker ends at the busiest pod, the bar ends at the limit. ${note}`}
        rows={{
          head: ["Workload", "Pods", "CPU of one pod", "Memory of one pod", "Wasted CPU", "Wasted memory"],
          body: workloads.map((one) => [
            `${one.name} on ${one.cluster}`,
            one.replicas.running ?? `${one.replicas.declared ?? "one a node"} declared`,
            measureText(podMeasure(one, "cpu"), "cpu"),
            measureText(podMeasure(one, "memory"), "memory"),
            one.waste ? coresText(one.waste.cpuMillis) : "unknown",
            one.waste ? bytesText(one.waste.memoryBytes) : "unknown",
          ]),
        }}
      >
        <table className="w-full border-separate border-spacing-0 max-md:block">
          <caption className="heard">Workloads of {environment.environment}</caption>
          <thead className="max-md:heard">
            <tr>
              {["Workload", "Pods", "CPU of one pod", "Memory of one pod", "Suggested request"].map(
                (name) => (
                  <th key={name} scope="col" className={head}>
                    {name}
                  </th>
                ),
              )}
              <th scope="col" className={cn(head, "text-right")}>
                Wasted
              </th>
            </tr>
          </thead>
          <tbody className="max-md:block">
            {workloads.map((workload) => (
              <WorkloadRow key={workload.key} workload={workload} several={several} />
            ))}
          </tbody>
        </table>
      </ChartFigure>
    </div>
  );
}

function WorkloadRow({ workload, several }: { workload: WorkloadView; several: boolean }) {
  const { replicas, waste, autoscaler } = workload;
  const under = [
    workload.team,
    several ? workload.cluster : null,
    autoscaler ? `HPA up to ${autoscaler.max}` : null,
  ];
  return (
    <tr
      className={cn("max-md:block max-md:border-t max-md:border-line max-md:py-2", workload.stale && "hatch")}
    >
      <th scope="row" className={cn(cell, "text-left font-semibold")}>
        <span className="flex items-baseline gap-2">
          <span className="mono rounded-sm bg-inset px-1 text-11 font-normal">{workload.code}</span>
          <span className="min-w-0">
            {workload.name}
            <span className="block text-11 font-normal text-text-3">{under.filter(Boolean).join(", ")}</span>
          </span>
        </span>
      </th>
      <td className={cell}>
        {replicas.running ?? (
          <span className="text-text-2">
            {replicas.declared ?? "one a node"} <span className="text-11 text-text-3">declared</span>
          </span>
        )}
        <span className="text-text-2 md:hidden"> pods</span>
      </td>
      <td className={cn(cell, "w-[27%] max-md:w-full")}>
        <Bar workload={workload} of="cpu" />
      </td>
      <td className={cn(cell, "w-[22%] max-md:w-full")}>
        <Bar workload={workload} of="memory" />
      </td>
      <td className={cell}>
        <Suggestion workload={workload} />
      </td>
      <td className={cn(cell, "text-right whitespace-nowrap max-md:text-left")}>
        {waste ? (
          <>
            {coresText(waste.cpuMillis)}
            <span className="block text-11 text-text-3 max-md:inline"> {bytesText(waste.memoryBytes)}</span>
            <span className="text-text-2 md:hidden"> wasted</span>
          </>
        ) : (
          <span className="text-text-3">unknown</span>
        )}
      </td>
    </tr>
  );
}

function Bar({ workload, of }: { workload: WorkloadView; of: Drawn }) {
  const measure = podMeasure(workload, of);
  const { request, limit, now, window } = measure;
  const advice = workload.containers.length === 1 ? workload.containers[0]?.[of].advice : undefined;
  const end = limit ?? Math.max(request ?? 0, now?.max ?? 0, window?.max ?? 0) * 1.25;
  if (end === 0) return <span className="text-12 text-text-3">no request, no limit, use unknown</span>;
  return (
    <span className="flex w-full items-center gap-2">
      <span className="w-12 flex-none text-12 text-text-2 md:hidden">{of === "cpu" ? "CPU" : "Memory"}</span>
      <Bullet
        summary={`${of === "cpu" ? "CPU" : "Memory"} of ${workload.name}: ${measureText(measure, of)}`}
        values={{
          limit: end,
          ...(request === null ? {} : { request }),
          ...(window
            ? { p50: window.p50, p95: window.p95, max: window.max }
            : now
              ? { p50: now.mean, max: now.max }
              : {}),
          ...(advice?.to == null ? {} : { suggestion: advice.to }),
        }}
      />
      <span className="flex-none text-12 text-text-3">
        {limit === null ? "no limit" : amountText[of](limit)}
        {now || window ? null : <span className="block text-11">use unknown</span>}
      </span>
    </span>
  );
}

function Suggestion({ workload }: { workload: WorkloadView }) {
  const all = workload.containers.flatMap(({ name, cpu, memory }) => [
    { name, of: "cpu" as const, ...cpu },
    { name, of: "memory" as const, ...memory },
  ]);
  const changes = all.filter(({ advice }) => advice.kind === "change" && advice.to !== null);
  const [none] = all.filter(({ advice }) => advice.kind === "none");
  const [keep] = all.filter(({ advice }) => advice.kind === "keep");
  if (changes.length > 0)
    return (
      <span className="grid gap-0.5">
        {changes.map(({ name, of, request, advice }) => (
          <span key={`${name}/${of}`} className="mono text-12">
            <del className="text-removed no-underline">
              − {request === null ? "none" : amountText[of](request)}
            </del>{" "}
            <ins className="text-added no-underline">+ {amountText[of](advice.to ?? 0)}</ins>
            {workload.containers.length > 1 ? <span className="text-text-3"> {name}</span> : null}
          </span>
        ))}
      </span>
    );
  if (none) return <Status kind="unknown" word="No suggestion" reason={none.advice.reason} />;
  return (
    <span>
      <b>Keep</b> <span className="text-12 text-text-2">{keep?.advice.reason}</span>
    </span>
  );
}
