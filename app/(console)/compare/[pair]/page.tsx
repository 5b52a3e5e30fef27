import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ComparePage } from "@/components/compare/compare-page";
import { environment } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

type Params = { params: Promise<{ pair: string }> };

/** `staging...production`, as the address bar or an encoded link writes it. */
function namesOf(pair: string): { left: string; right: string } {
  const [left, right, ...more] = decodeURIComponent(pair).split("...");
  if (!left || !right || more.length > 0) notFound();
  return { left, right };
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { left, right } = namesOf((await params).pair);
  return { title: `${left} and ${right}` };
}

export default async function Compare({ params }: Params) {
  const { left, right } = namesOf((await params).pair);
  const initial = await pageView(environment.diff, { left, right });
  return <ComparePage key={`${left} ${right}`} initial={initial} />;
}
