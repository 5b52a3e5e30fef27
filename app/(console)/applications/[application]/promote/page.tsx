import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PromotePage } from "@/components/promotion/promote-page";
import { promotion } from "@/lib/contract";
import { pageAnswer } from "@/lib/server/page";

export const metadata: Metadata = { title: "Promote" };

type Props = {
  params: Promise<{ application: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Promote({ params, searchParams }: Props) {
  const { application } = await params;
  const { from, to } = await searchParams;
  if (typeof from !== "string" || typeof to !== "string") notFound();
  const ask = { application, from, to };
  return <PromotePage ask={ask} answer={await pageAnswer(promotion.plan, ask)} />;
}
