import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { ConsoleFrame } from "@/components/console/console-frame";
import { QueryProvider } from "@/components/query/provider";
import { fleet } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const dynamic = "force-dynamic";

/** The frame only: every page checks for itself, because layouts do not run again on navigation. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const head = await pageView(fleet.head, {}, { signedOut: () => redirect("/sign-in") });
  return (
    <QueryProvider>
      <ConsoleFrame initial={head}>{children}</ConsoleFrame>
    </QueryProvider>
  );
}
