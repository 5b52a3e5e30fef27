import type { Metadata } from "next";
import { SettingsPage } from "@/components/settings/settings-page";
import { session, settings, token } from "@/lib/contract";
import { pageView } from "@/lib/server/page";

export const metadata: Metadata = { title: "Settings" };

export default async function Settings() {
  const [initial, tokens, sessions] = await Promise.all([
    pageView(settings.show, {}),
    pageView(token.list, {}),
    pageView(session.list, {}),
  ]);
  return <SettingsPage initial={initial} tokens={tokens} sessions={sessions} />;
}
