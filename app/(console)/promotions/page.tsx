import type { Metadata } from "next";
import { listAskOf } from "@/components/promotion/list-ask";
import { PromotionsPage } from "@/components/promotion/promotions-page";
import { promotion } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Promotions" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Promotions({ searchParams }: Props) {
  const ask = listAskOf(await searchParams);
  return <PromotionsPage ask={ask} initial={await pageView(promotion.list, ask)} />;
}
