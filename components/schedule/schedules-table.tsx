import type { EnvironmentSchedule, SchedulesView } from "@/lib/contract/schedule";
import { money } from "@/lib/domain/cost-review/money";
import { EnvironmentName } from "../frame/prod-label";
import { Status } from "../status/status";
import { When } from "../time/when";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { Panel } from "../ui/panel";
import { plainClick } from "../ui/plain-click";
import { CellHeading as Heading } from "./cell-heading";
import { SavingWords } from "./saving-words";

const head = "border-b border-line px-3.5 py-1.5 text-left text-12 font-medium whitespace-nowrap text-text-2";
const cell =
  "border-t border-line px-3.5 py-2 align-top max-md:flex max-md:gap-3 max-md:border-0 max-md:px-0 max-md:py-0.5";

/** One row an environment: those that could sleep and do not come first, the dearest of them on top. */
export function SchedulesTable({
  view,
  focus,
  hrefOf,
  choose,
}: {
  view: SchedulesView;
  focus: string;
  hrefOf: (environment: string) => string;
  choose: (environment: string) => void;
}) {
  return (
    <Panel
      title="Environments"
      note="those outside production without a schedule first, by what they cost"
      flush
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen is scrolled by keyboard too */}
      <section aria-label="Environments and their schedules" tabIndex={0} className="overflow-x-auto">
        <table className="w-full border-separate border-spacing-0 max-md:block">
          <caption className="heard">Environments and their schedules</caption>
          <thead className="max-md:heard">
            <tr>
              {["Environment", "Now", "Next change", "Up", "A month", "Sleeping saves a month"].map(
                (title) => (
                  <th key={title} scope="col" className={head}>
                    {title}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody className="max-md:block">
            {view.environments.map((one) => (
              <tr
                key={one.environment}
                className={cn(
                  "max-md:block max-md:border-t max-md:border-line max-md:px-3.5 max-md:py-2.5",
                  one.environment === focus && "bg-hover",
                )}
              >
                <th scope="row" className={`${cell} text-left font-semibold`}>
                  <Link
                    href={hrefOf(one.environment)}
                    aria-current={one.environment === focus ? "true" : undefined}
                    onClick={plainClick(() => choose(one.environment))}
                  >
                    <EnvironmentName name={one.environment} production={one.production} />
                  </Link>
                </th>
                <td className={cell}>
                  <Heading>Now</Heading>
                  <Now one={one} />
                </td>
                <td className={cell}>
                  <Heading>Next change</Heading>
                  <span>
                    <Next one={one} asOf={view.asOf} />
                  </span>
                </td>
                <td className={cell}>
                  <Heading>Up</Heading>
                  {one.week ? one.groups[0]?.text : "always"}
                </td>
                <td className={`${cell} md:whitespace-nowrap`}>
                  <Heading>A month</Heading>
                  {one.monthly === null ? (
                    <span className="text-text-2">not measured</span>
                  ) : (
                    money(one.monthly, view.currency)
                  )}
                </td>
                <td className={cell}>
                  <Heading>Sleeping saves a month</Heading>
                  {one.production ? (
                    <span className="text-text-3">none</span>
                  ) : (
                    <span>
                      <SavingWords saving={one.saving} />
                    </span>
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

function Now({ one }: { one: EnvironmentSchedule }) {
  if (one.production) return <span className="text-text-2">never sleeps</span>;
  if (!one.week) return <Status kind="attention" word="no schedule" />;
  return <Status kind={one.status.kind} word={one.status.word} reason={one.status.reason} />;
}

function Next({ one, asOf }: { one: EnvironmentSchedule; asOf: string }) {
  const [next] = one.week?.changes ?? [];
  if (!next) return <span className="text-text-3">none</span>;
  return (
    <>
      {next.to === "asleep" ? "sleeps" : "wakes"} <When at={next.at} form="until" asOf={asOf} />
    </>
  );
}
