import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { ParityPage } from "@/components/parity/parity-page";
import { askOf, parityState } from "@/components/parity/parity-state";
import { environment, fleet } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Parity" };

const load = createLoader(parityState);

export default async function Parity({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const chosen = await load(searchParams);
  const head = await pageView(fleet.head, {});
  const names = head.environments.map((one) => one.name);
  const ask = askOf(chosen.environments, names);
  const initial = await pageView(environment.parity, { ...ask, lines: false });
  return <ParityPage key={JSON.stringify(ask)} fleet={head.name} environments={names} initial={initial} />;
}
