import type { EnvironmentResources, UseWindow, WorkloadView } from "@/lib/contract/resources-view";
import { bytesText, coresText } from "@/lib/domain/capacity-review/amount-text";
import { moneyChange } from "@/lib/domain/cost-review/money";
import { counted } from "@/lib/domain/promotion/sentence";
import { Bullet } from "../chart/bullet";
import { ChartFigure } from "../chart/chart-figure";
import { cn } from "../ui/class-names";
import { amountText, measureText, podMeasure, sortedBy } from "./measure";
import type { Drawn, Sort } from "./resources-state";
import { RightSizeDialog } from "./right-size-dialog";
import { ConfidenceMark, changesOf, Suggestion } from "./suggestion";

const head = "px-2 py-1.5 text-left font-normal whitespace-nowrap text-text-2 first:pl-0 last:pr-0";
const cell =
  "border-t border-line px-2 py-[7px] align-middle first:pl-0 last:pr-0 max-md:block max-md:border-0 max-md:px-0 max-md:py-1";

/** Each workload's request, use and limit as one bar for CPU and one for memory, and what would fit it. */
export function WorkloadTable({
  environment,
  sort,
  note,
  window,
}: {
  environment: EnvironmentResources;
  sort: Sort;
  note: string;
  window: UseWindow;
}) {
  const workloads = sortedBy(environment.workloads, sort);
  const several = new Set(workloads.map((workload) => workload.cluster)).size > 1;
  return (
    <div className="panel px-3.5 py-2.5">
      <ChartFigure
        title={`Workloads in ${environment.environment}`}
        note={`by ${sort === "waste" ? "what a month wastes" : "name"}${worth(workloads)}`}
        summary={`${legend(workloads)} ${note}`}
        rows={{
          head: [
            "Workload",
            "Pods",
            "CPU of one pod",
            "Memory of one pod",
            "Wasted CPU",
            "Wasted memory",
            "Suggested CPU",
            "Suggested memory",
            "A month (estimate)",
          ],
          body: workloads.map((one) => [
            `${one.name} on ${one.cluster}`,
            one.replicas.running ?? `${one.replicas.declared ?? "one a node"} declared`,
            measureText(podMeasure(one, "cpu"), "cpu"),
            measureText(podMeasure(one, "memory"), "memory"),
            one.waste ? coresText(one.waste.cpuMillis) : "unknown",
            one.waste ? bytesText(one.waste.memoryBytes) : "unknown",
            suggestedText(one, "cpu"),
            suggestedText(one, "memory"),
            one.effect ? moneyChange(one.effect.value, one.effect.currency) : "none",
          ]),
        }}
      >
        <table className="w-full border-separate border-spacing-0 max-md:block">
          <caption className="heard">Workloads of {environment.environment}</caption>
          <thead className="max-md:heard">
            <tr>
              {[
                "Workload",
                "Pods",
                "CPU of one pod",
                "Memory of one pod",
                "Suggested request",
                "Confidence",
              ].map((name) => (
                <th key={name} scope="col" className={head}>
                  {name}
                </th>
              ))}
              <th scope="col" className={cn(head, "text-right")}>
                A month
              </th>
              <th scope="col" className={head}>
                <span className="heard">Act</span>
              </th>
            </tr>
          </thead>
          <tbody className="max-md:block">
            {workloads.map((workload) => (
              <WorkloadRow
                key={workload.key}
                environment={environment.environment}
                window={window}
                workload={workload}
                several={several}
              />
            ))}
          </tbody>
        </table>
      </ChartFigure>
    </div>
  );
}

/** The part of the note that says what all suggestions together are worth. */
function worth(workloads: readonly WorkloadView[]): string {
  const known = workloads.flatMap(({ effect }) => (effect ? [effect] : []));
  const [first] = known;
  if (!first) return "";
  const sum = known.reduce((total, { value }) => total + value, 0);
  return `; ${counted(known.length, "suggestion")} ${moneyChange(sum, first.currency)} a month (estimate), saved only when nodes go`;
}

/** What the bar's marks mean, for the marks that are drawn. */
function legend(workloads: readonly WorkloadView[]): string {
  const measured = workloads.some(({ containers }) => containers.some(({ cpu }) => cpu.window));
  const advised = workloads.some((one) => changesOf(one).length > 0);
  const use = measured
    ? "dark is the median hour, fainter the p95 of the hours' peaks, the whisker ends at the maximum"
    : "dark is what the pods use now on average, the whisker ends at the busiest pod";
  return `The thick tick is the request, ${use}, the bar ends at the limit.${advised ? " The open triangle is the suggested request." : ""}`;
}

const suggestedText = (workload: WorkloadView, of: Drawn): string =>
  changesOf(workload)
    .filter((one) => one.of === of)
    .map(
      ({ name, advice }) =>
        `${workload.containers.length > 1 ? `${name} ` : ""}${amountText[of](advice.to ?? 0)}`,
    )
    .join(", ") || "none";

function WorkloadRow({
  environment,
  window,
  workload,
  several,
}: {
  environment: string;
  window: UseWindow;
  workload: WorkloadView;
  several: boolean;
}) {
  const { replicas, effect, autoscaler } = workload;
  const suggested = changesOf(workload).length > 0;
  const under = [
    workload.team,
    several ? workload.cluster : null,
    autoscaler ? `HPA up to ${autoscaler.max}` : null,
  ];
  return (
    <tr
      className={cn("max-md:block max-md:border-t max-md:border-line max-md:py-2", workload.stale && "hatch")}
    >
      <th scope="row" className={cn(cell, "text-left font-semibold md:min-w-44")}>
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
      <td className={cn(cell, "w-[18%] max-md:w-full")}>
        <Bar workload={workload} of="cpu" />
      </td>
      <td className={cn(cell, "w-[16%] max-md:w-full")}>
        <Bar workload={workload} of="memory" />
      </td>
      <td className={cell}>
        <Suggestion workload={workload} />
      </td>
      <td className={cell}>
        <ConfidenceMark workload={workload} />
      </td>
      <td className={cn(cell, "text-right whitespace-nowrap max-md:text-left")}>
        {effect ? (
          <>
            <b>{moneyChange(effect.value, effect.currency)}</b>
            <span className="block text-11 text-text-3 max-md:inline"> estimate</span>
          </>
        ) : (
          <span className="text-text-3">{suggested ? "no price" : ""}</span>
        )}
      </td>
      <td className={cn(cell, "text-right max-md:text-left")}>
        {suggested ? <RightSizeDialog environment={environment} window={window} workload={workload} /> : null}
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
