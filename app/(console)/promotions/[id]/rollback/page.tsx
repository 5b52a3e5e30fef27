import type { Metadata } from "next";
import { RollbackPage } from "@/components/promotion/rollback-page";
import { promotion } from "@/lib/contract";
import { pageAnswer, pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Roll back" };

export default async function Rollback({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { application, to: environment } = await pageView(promotion.show, { id });
  return (
    <RollbackPage
      from={{ id, application, environment }}
      answer={await pageAnswer(promotion.rollbackPlan, { application, environment })}
    />
  );
}
