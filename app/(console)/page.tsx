import type { Metadata } from "next";
import { FleetPage } from "@/components/fleet/fleet-page";
import { fleet } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Fleet" };

export default async function Fleet() {
  return <FleetPage initial={await pageView(fleet.show, {})} />;
}
