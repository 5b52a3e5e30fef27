import type { Metadata } from "next";
import { PromotionPage } from "@/components/promotion/promotion-page";
import { promotion } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Promotion" };

export default async function Promotion({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <PromotionPage initial={await pageView(promotion.show, { id })} />;
}
