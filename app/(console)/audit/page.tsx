import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { AuditPage } from "@/components/audit/audit-page";
import { askOf, auditState } from "@/components/audit/audit-state";
import { audit, settings } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Audit" };

const load = createLoader(auditState);

export default async function Audit({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const ask = askOf(await load(searchParams));
  const [initial, { teams }] = await Promise.all([pageView(audit.list, ask), pageView(settings.show, {})]);
  const people = [...new Set(teams.flatMap((team) => team.people.map((person) => person.name)))];
  return <AuditPage initial={initial} initialAsk={ask} people={people} />;
}
