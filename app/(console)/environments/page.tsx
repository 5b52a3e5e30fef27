import type { Metadata } from "next";
import { EnvironmentListPage } from "@/components/environment/environment-list";
import { environment, fleet } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Environments" };

export default async function Environments() {
  const view = await pageView(environment.list, {});
  const head = await pageView(fleet.head, {});
  return <EnvironmentListPage fleet={head.name} initial={view} />;
}
