import type { Metadata } from "next";
import { ConfigPage } from "@/components/config/config-page";
import { application } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

type Props = {
  params: Promise<{ application: string; environment: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const word = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { application: name, environment } = await params;
  return { title: `${decodeURIComponent(name)} in ${decodeURIComponent(environment)}` };
}

export default async function Configuration({ params, searchParams }: Props) {
  const [names, query] = [await params, await searchParams];
  const input = {
    application: decodeURIComponent(names.application),
    environment: decodeURIComponent(names.environment),
    cluster: word(query.cluster),
    against: word(query.against),
  };
  const initial = await pageView(application.config, input);
  return <ConfigPage key={`${input.application} ${input.environment}`} initial={initial} />;
}
