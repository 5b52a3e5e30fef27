import type { CostReviewView } from "@/lib/contract/cost";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import { StatusShape } from "../status/status-shape";
import { keyed } from "../ui/keyed";
import { Panel } from "../ui/panel";
import { Changes } from "./changes";

/** Days that cost far more or less than their weekday usually does, with the changes of that day. */
export function AnomaliesPanel({ view }: { view: CostReviewView }) {
  const { anomalies, currency } = view;
  return (
    <Panel title="Unusual days" note={anomalies.judged === 0 ? "not enough history yet" : undefined}>
      {anomalies.judged > 0 && anomalies.items.length === 0 ? (
        <p className="text-text-2">
          Every day of {view.month.name} cost about what its weekday usually costs.
        </p>
      ) : null}
      <ul>
        {keyed(anomalies.items, (item) => `${item.environment} ${item.from}`).map(({ key, item }) => (
          <li
            key={key}
            className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 border-t border-line py-1.5 first:border-t-0"
          >
            <span className="min-w-0">
              <span className="flex items-center gap-1.5">
                <StatusShape kind={item.cost > item.usual ? "attention" : "unknown"} />
                <b>{item.when}</b> {item.environment ?? "no environment"}
              </span>
              <span className="block text-12 text-text-2">
                {item.because}
                <Changes changes={item.changes} />
                {item.changes.length === 0 ? (
                  <span className="block text-text-3">nothing of it changed in Git that day</span>
                ) : null}
              </span>
            </span>
            <span className="text-right whitespace-nowrap">
              <b>{moneyChange(item.cost - item.usual, currency)}</b>
              <span className="block text-12 text-text-2">
                {money(item.cost, currency)}, usually {money(item.usual, currency)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className="pt-2 text-12 text-text-2">{anomalies.caption}</p>
    </Panel>
  );
}
