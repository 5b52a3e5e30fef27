import type { CostReviewView } from "@/lib/contract/cost";
import type { DecidedSavingView, SavingView } from "@/lib/contract/cost-saving";
import { money } from "@/lib/domain/cost-review/money";
import { isoDay, shortDay } from "@/lib/domain/cost-review/month";
import { counted } from "@/lib/domain/promotion/sentence";
import { ProdLabel } from "../frame/prod-label";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";
import { DecideSaving, ReopenSaving } from "./decide-saving";

const dots = { low: 1, medium: 2, high: 3 } as const;

/** Where a saving can be looked into and turned into a change. */
const places: Readonly<Record<SavingView["kind"], (environment: string) => { href: string; word: string }>> =
  {
    schedule: (environment) => ({ href: `/schedules?env=${environment}`, word: "Schedules" }),
    nodes: (environment) => ({ href: `/resources?env=${environment}`, word: "Resources" }),
    requests: (environment) => ({ href: `/resources?env=${environment}`, word: "Resources" }),
    volumes: (environment) => ({ href: `/environments/${environment}`, word: environment }),
  };

/** What could be stopped, dearest first, each an estimate and drawn hatched; what was decided about is kept apart. */
export function SavingsPanel({ view }: { view: CostReviewView }) {
  const { items, decided, total, caption, recheckOn } = view.savings;
  const { currency } = view;
  const most = Math.max(1e-9, ...items.map(({ monthly }) => monthly));
  return (
    <Panel
      title="What we can stop"
      note={
        items.length > 0
          ? `${money(total, currency)} a month in ${counted(items.length, "act")}, all estimates`
          : undefined
      }
      className="flex flex-col"
      bodyClassName="flex flex-1 flex-col"
    >
      <ul aria-label="Open savings">
        {items.map((item) => (
          <li
            key={item.id}
            className="grid grid-cols-[64px_44px_minmax(0,1fr)_120px_auto] items-center gap-x-2.5 gap-y-1 border-t border-line py-1.5 max-lg:grid-cols-[64px_minmax(0,1fr)]"
          >
            <b>{money(item.monthly, currency)}</b>
            <span aria-hidden className="max-lg:hidden">
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
              {item.before === null ? null : <span className="block text-12">{item.before}</span>}
            </span>
            <span className="min-w-0 text-12 max-lg:col-start-2">
              {item.owner ?? "no owner"}
              <Risk risk={item.risk} />
            </span>
            <span className="flex flex-wrap justify-end gap-1.5 max-lg:col-start-2 max-lg:justify-start print:hidden">
              <SeeWhere item={item} />
              <DecideSaving saving={item} currency={currency} recheckOn={recheckOn} />
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-auto pt-2 text-12 text-text-2">{caption}</p>
      {decided.length > 0 ? <Decided decided={decided} currency={currency} /> : null}
    </Panel>
  );
}

const Risk = ({ risk }: { risk: SavingView["risk"] }) => (
  <span className="flex items-center gap-1 text-text-2">
    <span aria-hidden className="inline-flex gap-[3px]">
      {[1, 2, 3].map((dot) => (
        <i
          key={dot}
          className={`size-1.5 rounded-full border border-text-3 ${dot <= dots[risk] ? "bg-text-2" : ""}`}
        />
      ))}
    </span>
    {risk} risk
  </span>
);

function SeeWhere({ item }: { item: SavingView }) {
  const { href, word } = places[item.kind](item.environment);
  return (
    <LinkButton size="sm" href={href} aria-label={`${word}: ${item.title}`}>
      {word}
    </LinkButton>
  );
}

const states = { accepted: "agreed", dismissed: "left as it is" } as const;

/** What was agreed on last time and whether it is still there; what is left as it is, by whom and until when. */
function Decided({ decided, currency }: { decided: readonly DecidedSavingView[]; currency: string }) {
  return (
    <div className="mt-3 border-t border-line-strong pt-2">
      <h3 className="text-12 font-semibold text-text-2">Decided</h3>
      <ul aria-label="Decided savings">
        {decided.map((item) => (
          <li
            key={item.id}
            className="grid grid-cols-[64px_minmax(0,1fr)_auto] items-center gap-x-2.5 gap-y-1 border-t border-line py-1.5 first:border-t-0"
          >
            <span className={item.gone ? "text-text-3" : ""}>{money(item.monthly, currency)}</span>
            <span className="min-w-0 text-12 text-text-2">
              <span className="block [overflow-wrap:anywhere] text-text">
                {item.production ? <ProdLabel className="mr-1.5" /> : null}
                {item.title}
              </span>
              {item.gone ? "not found any more, " : ""}
              {states[item.kind]} by {item.by} on {shortDay(isoDay(item.at))}
              {item.gone ? "" : `, until ${shortDay(item.recheckOn)}`}: {item.reason}
            </span>
            <span className="print:hidden">
              <ReopenSaving saving={item} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
