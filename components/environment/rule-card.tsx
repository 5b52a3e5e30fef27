import {
  Cpu,
  Database,
  FlaskConical,
  Gauge,
  type LucideIcon,
  MoveRight,
  Rocket,
  Shield,
  Users,
} from "lucide-react";
import type { EnvironmentView } from "@/lib/contract/environment-view";
import { SourceLink } from "../provenance/source-link";
import { Status } from "../status/status";
import { keyed } from "../ui/keyed";

type Card = EnvironmentView["rules"][number];

const icons: Record<Card["section"], LucideIcon> = {
  resources: Cpu,
  security: Shield,
  deployment: Rocket,
  access: Users,
  data: Database,
  testing: FlaskConical,
  promotion: MoveRight,
  monitoring: Gauge,
};

/** One part of the rules: what is declared, whether it holds now, and the line that says so. */
export function RuleCard({ card }: { card: Card }) {
  const Icon = icons[card.section];
  return (
    <section aria-label={card.title} className="panel flex min-w-0 flex-col px-3.5 py-2.5">
      <h3 className="mb-1.5 flex items-center gap-2 text-14">
        <Icon aria-hidden className="text-text-2" />
        {card.title}
      </h3>
      {card.facts.length === 0 ? (
        <p className="text-text-2">Nothing is declared.</p>
      ) : (
        <dl className="grid gap-px text-12">
          {keyed(card.facts, (fact) => fact.label).map(({ key, item }) => (
            <div key={key} className="flex justify-between gap-3 leading-[1.55]">
              <dt className="flex-none text-text-2">{item.label}</dt>
              <dd className="min-w-0 text-right [overflow-wrap:anywhere]">{item.value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="mt-auto pt-2.5">
        <div className="border-t border-line pt-2">
          {card.check ? (
            <Status kind={card.check.status.kind} word={card.check.status.word} reason={card.check.detail} />
          ) : (
            <Status
              kind="unknown"
              word="not checked yet"
              reason={
                card.facts.length === 0
                  ? "there is nothing to check"
                  : "nothing compares this rule with what runs"
              }
            />
          )}
          {card.source ? (
            <p className="mt-1 pl-[19px]">
              <SourceLink source={card.source} short />
            </p>
          ) : null}
        </div>
      </div>
    </section>
  );
}
