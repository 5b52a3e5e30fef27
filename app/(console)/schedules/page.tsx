import type { Metadata } from "next";
import { SchedulesPage } from "@/components/schedule/schedules-page";
import { fleet, schedule } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Schedules" };

export default async function Schedules() {
  const [view, head] = await Promise.all([pageView(schedule.schedules, {}), pageView(fleet.head, {})]);
  return <SchedulesPage fleet={head.name} initial={view} />;
}
