import type { Metadata } from "next";
import { InboxPage } from "@/components/inbox/inbox-page";
import { inbox } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Inbox" };

export default async function Inbox() {
  return <InboxPage initial={await pageView(inbox.list, {})} />;
}
