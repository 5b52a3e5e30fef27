import type { CostReviewView } from "@/lib/contract/cost";
import { changesText } from "@/lib/contract/cost-csv";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import { Waterfall, type WaterfallItem } from "../chart/waterfall";
import { keyed } from "../ui/keyed";
import { Panel } from "../ui/panel";
import { Changes } from "./changes";

type Movement = NonNullable<CostReviewView["movement"]>;

/** From one month to the next: each cause with its amount and its reason. */
export function MovementFigure({ view }: { view: CostReviewView }) {
  const { movement, currency } = view;
  if (!movement)
    return (
      <Panel title="What moved and why">
        <p className="text-text-2">{view.movementReason}</p>
      </Panel>
    );
  const items: WaterfallItem[] = [
    {
      label: movement.before.label,
      kind: "total",
      value: movement.before.value,
      text: money(movement.before.value, currency),
      because: "measured",
      becauseText: "measured",
    },
    ...movement.causes.map(
      (cause): WaterfallItem => ({
        label: cause.label,
        kind: "change",
        value: cause.value,
        text: moneyChange(cause.value, currency),
        because: <Why cause={cause} currency={currency} />,
        becauseText: [cause.because, changesText(cause.changes)].filter((one) => one !== "").join("; "),
      }),
    ),
    {
      label: movement.now.label,
      kind: "total",
      value: movement.now.value,
      text: money(movement.now.value, currency),
      hatched: movement.now.mark === "estimate",
      because: movement.now.mark === "estimate" ? "forecast" : "measured",
      becauseText: movement.now.mark === "estimate" ? "forecast" : "measured",
    },
  ];
  const start = cutOf(movement);
  return (
    <Panel className="flex flex-col" bodyClassName="flex flex-1 flex-col">
      <Waterfall
        className="flex-1"
        title={`${movement.before.label} to ${movement.now.label}: what moved and why`}
        summary={movement.caption}
        items={items}
        start={start}
        {...(start > 0 ? { startText: `from ${money(start, currency)}` } : {})}
      />
    </Panel>
  );
}

/** The cause, what changed on its day, and what it is made of when that is more than one thing. */
function Why({ cause, currency }: { cause: Movement["causes"][number]; currency: string }) {
  return (
    <>
      {cause.because}
      <Changes changes={cause.changes} />
      {cause.parts.length > 1 ? (
        <details className="print:hidden">
          <summary className="cursor-pointer text-text-3">its largest parts</summary>
          <ul>
            {keyed(cause.parts, ({ text }) => text).map(({ key, item }) => (
              <li key={key}>
                {moneyChange(item.value, currency)} {item.text}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

/** Where the axis is cut, so that changes are seen beside totals many times their size. */
function cutOf({ before, causes }: Movement): number {
  let level = before.value;
  let lowest = level;
  for (const { value } of causes) {
    level += value;
    lowest = Math.min(lowest, level);
  }
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, lowest))) - 1);
  return Math.max(0, Math.floor((lowest * 0.9) / step) * step);
}
