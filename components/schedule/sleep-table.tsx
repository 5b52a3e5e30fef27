import type { EnvironmentSchedule } from "@/lib/contract/schedule";
import { counted } from "@/lib/domain/promotion/sentence";
import { Status } from "../status/status";
import { Panel } from "../ui/panel";
import { CellHeading as Heading } from "./cell-heading";

const head = "px-3.5 py-1.5 text-left text-12 font-medium text-text-2";
const cell =
  "border-t border-line px-3.5 py-1.5 align-top max-md:flex max-md:gap-3 max-md:border-0 max-md:px-0 max-md:py-0.5";

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
        <table className="w-full border-separate border-spacing-0 max-md:block">
          <caption className="heard">Workloads of {environment.environment}</caption>
          <thead className="max-md:heard">
            <tr>
              {["Workload", "Cluster", "Now", "Pods", "Wakes to"].map((title) => (
                <th key={title} scope="col" className={head}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-md:block">
            {environment.workloads.map((one) => (
              <tr
                key={`${one.cluster} ${one.application} ${one.kind} ${one.name}`}
                className="max-md:block max-md:border-t max-md:border-line max-md:px-3.5 max-md:py-2.5"
              >
                <th scope="row" className={`${cell} text-left font-semibold`}>
                  {one.name} <span className="font-normal text-text-2">{one.kind}</span>
                </th>
                <td className={cell}>
                  <Heading>Cluster</Heading>
                  <span className="mono text-12">{one.cluster}</span>
                </td>
                <td className={cell}>
                  <Heading>Now</Heading>
                  <Status kind={one.status.kind} word={one.status.word} reason={one.status.reason} />
                </td>
                <td className={cell}>
                  <Heading>Pods</Heading>
                  {one.size}
                </td>
                <td className={cell}>
                  <Heading>Wakes to</Heading>
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
