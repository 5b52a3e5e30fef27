import type { Metadata } from "next";
import { RollbackPage } from "@/components/promotion/rollback-page";
import { promotion } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Roll back" };

export default async function Rollback({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <RollbackPage view={await pageView(promotion.show, { id })} />;
}
