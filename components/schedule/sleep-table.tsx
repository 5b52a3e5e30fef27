import type { EnvironmentSchedule } from "@/lib/contract/schedule";
import { counted } from "@/lib/domain/promotion/sentence";
import { Status } from "../status/status";
import { Panel } from "../ui/panel";

const head = "px-3.5 py-1.5 text-left text-12 font-medium text-text-2";
const cell = "border-t border-line px-3.5 py-1.5 align-top";

/** Every workload that the schedule is about: what it is now, and the size it wakes to. */
export function SleepTable({ environment }: { environment: EnvironmentSchedule }) {
  return (
    <Panel title="Workloads" note="sizes are noted on the objects themselves before they sleep" flush>
      <section
        aria-label={`Workloads of ${environment.environment}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen is scrolled by keyboard too
        tabIndex={0}
        className="overflow-x-auto"
      >
        <table className="w-full border-separate border-spacing-0">
          <caption className="heard">Workloads of {environment.environment}</caption>
          <thead>
            <tr>
              {["Workload", "Cluster", "Now", "Pods", "Wakes to"].map((title) => (
                <th key={title} scope="col" className={head}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {environment.workloads.map((one) => (
              <tr key={`${one.cluster} ${one.application} ${one.kind} ${one.name}`}>
                <th scope="row" className={`${cell} text-left font-semibold`}>
                  {one.name} <span className="font-normal text-text-2">{one.kind}</span>
                </th>
                <td className={`${cell} mono text-12`}>{one.cluster}</td>
                <td className={cell}>
                  <Status kind={one.status.kind} word={one.status.word} reason={one.status.reason} />
                </td>
                <td className={cell}>{one.size}</td>
                <td className={cell}>
                  {one.remembered === null ? (
                    <span className="text-text-3">as it is</span>
                  ) : (
                    counted(one.remembered, "pod")
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}
