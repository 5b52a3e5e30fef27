import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { ResourcesPage } from "@/components/resources/resources-page";
import { askOf, resourcesState } from "@/components/resources/resources-state";
import { fleet, resources } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Resources" };

const load = createLoader(resourcesState);

export default async function Resources({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const ask = askOf(await load(searchParams));
  const view = await pageView(resources.resources, ask);
  const head = await pageView(fleet.head, {});
  return <ResourcesPage fleet={head.name} initial={view} initialAsk={ask} />;
}
