import type { Metadata } from "next";
import { EnvironmentPage } from "@/components/environment/environment-page";
import { environment, fleet } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

type Props = { params: Promise<{ environment: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).environment) };
}

export default async function Environment({ params }: Props) {
  const name = decodeURIComponent((await params).environment);
  const view = await pageView(environment.show, { environment: name });
  const head = await pageView(fleet.head, {});
  return <EnvironmentPage key={name} fleet={head.name} initial={view} />;
}
