import type { CostReviewView } from "@/lib/contract/cost";
import { money } from "@/lib/domain/cost-review/money";
import { counted } from "@/lib/domain/promotion/sentence";
import { ProdLabel } from "../frame/prod-label";
import { keyed } from "../ui/keyed";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";

const dots = { low: 1, medium: 2, high: 3 } as const;

/** What could be stopped, dearest first; each is an estimate, drawn hatched. */
export function SavingsPanel({ view }: { view: CostReviewView }) {
  const { items, total, caption } = view.savings;
  const most = Math.max(1e-9, ...items.map(({ monthly }) => monthly));
  return (
    <Panel
      title="What we can stop"
      note={
        items.length > 0
          ? `${money(total, view.currency)} a month in ${counted(items.length, "act")}, all estimates`
          : undefined
      }
      className="flex flex-col"
      bodyClassName="flex flex-1 flex-col"
    >
      <ul>
        {keyed(items, (item) => `${item.environment} ${item.title}`).map(({ key, item }) => (
          <li
            key={key}
            className="grid grid-cols-[64px_44px_minmax(0,1fr)_120px_auto] items-center gap-x-2.5 gap-y-1 border-t border-line py-1.5 max-md:grid-cols-[64px_minmax(0,1fr)]"
          >
            <b>{money(item.monthly, view.currency)}</b>
            <span aria-hidden className="max-md:hidden">
              <span
                className="hatch block h-3 border border-text-3"
                style={{ width: `${Math.max(8, (item.monthly / most) * 100)}%` }}
              />
            </span>
            <span className="min-w-0">
              <b className="block [overflow-wrap:anywhere]">
                {item.production ? <ProdLabel className="mr-1.5" /> : null}
                {item.title}
              </b>
              <span className="block text-12 text-text-2">{item.detail}</span>
            </span>
            <span className="min-w-0 text-12 max-md:col-start-2">
              {item.owner ?? "no owner"}
              <span className="flex items-center gap-1 text-text-2">
                <span aria-hidden className="inline-flex gap-[3px]">
                  {[1, 2, 3].map((dot) => (
                    <i
                      key={dot}
                      className={`size-1.5 rounded-full border border-text-3 ${dot <= dots[item.risk] ? "bg-text-2" : ""}`}
                    />
                  ))}
                </span>
                {item.risk} risk
              </span>
            </span>
            <span className="text-right max-md:col-start-2 max-md:text-left print:hidden">
              <LinkButton
                size="sm"
                href={`/environments/${item.environment}`}
                aria-label={`See ${item.environment}: ${item.title}`}
              >
                See {item.environment}
              </LinkButton>
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-auto pt-2 text-12 text-text-2">{caption}</p>
    </Panel>
  );
}
