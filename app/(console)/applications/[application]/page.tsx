import type { Metadata } from "next";
import { ApplicationPage } from "@/components/application/application-page";
import { application, fleet } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

type Props = { params: Promise<{ application: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).application) };
}

export default async function Application({ params }: Props) {
  const name = decodeURIComponent((await params).application);
  const view = await pageView(application.show, { application: name });
  const head = await pageView(fleet.head, {});
  return <ApplicationPage key={name} fleet={head.name} initial={view} />;
}
