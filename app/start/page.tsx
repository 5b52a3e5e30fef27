import type { Metadata } from "next";
import { QueryProvider } from "@/components/query/provider";
import { StartPage } from "@/components/start/start-page";
import { fleet } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Start" };
export const dynamic = "force-dynamic";

/** Outside the console's frame: there is nothing to go to while the repository declares nothing. */
export default async function Start() {
  return (
    <QueryProvider>
      <StartPage initial={await pageView(fleet.start, {})} />
    </QueryProvider>
  );
}
