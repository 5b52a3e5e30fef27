import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { CostPage } from "@/components/cost/cost-page";
import { askOf, costState } from "@/components/cost/cost-state";
import { cost, fleet } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Cost" };

const load = createLoader(costState);

export default async function Cost({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const ask = askOf(await load(searchParams));
  const [view, head] = await Promise.all([pageView(cost.review, ask), pageView(fleet.head, {})]);
  return <CostPage fleet={head.name} initial={view} initialAsk={ask} />;
}
