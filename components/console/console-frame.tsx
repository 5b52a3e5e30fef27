"use client";
import { useTheme } from "next-themes";
import { type ReactNode, useMemo } from "react";
import { AppFrame } from "@/components/frame/app-frame";
import type { NavGroup } from "@/components/frame/nav";
import { askServer } from "@/components/query/client";
import { useAsk } from "@/components/query/use-ask";
import { type FleetHead, head, search } from "@/lib/contract/fleet";
import { consoleActs } from "./console-acts";

/** The rail, the palette and the keys around every page, kept right by the change bus. */
export function ConsoleFrame({ initial, children }: { initial: FleetHead; children: ReactNode }) {
  const { data } = useAsk(head, {}, initial);
  const state = data ?? initial;
  const { setTheme } = useTheme();
  const acts = useMemo(() => consoleActs(state, setTheme), [state, setTheme]);
  return (
    <AppFrame
      fleet={{ name: state.name, branch: state.branch, sha: state.commit?.sha ?? null }}
      nav={navOf(state)}
      state={{ gitAt: state.gitAt, clusters: state.clusters }}
      person={{ name: state.person.name, detail: state.person.teams.join(", ") }}
      account={[
        { href: "/settings", label: "Settings and tokens" },
        { href: "/sign-out", label: "Sign out" },
      ]}
      acts={acts}
      search={find}
    >
      {children}
    </AppFrame>
  );
}

async function find(text: string) {
  const outcome = await askServer(search, { text });
  if (!outcome.ok) throw new Error("the search did not answer");
  return outcome.value.hits;
}

/** Only pages that exist; counts are the reader's. */
function navOf({ counts, environments }: FleetHead): readonly NavGroup[] {
  const [left, right] = environments.slice(-2);
  const pair = left && right ? `/compare/${left.name}...${right.name}` : "/environments";
  return [
    [
      { href: "/", label: "Fleet", icon: "fleet", letter: "f" },
      { href: "/environments", label: "Environments", icon: "environments", letter: "e" },
      { href: pair, under: "/compare", label: "Compare", icon: "compare", letter: "c" },
      { href: "/parity", label: "Parity", icon: "parity" },
      { href: "/promotions", label: "Promotions", icon: "promotions", letter: "p", count: counts.promotions },
      {
        href: "/inbox",
        label: "Inbox",
        icon: "inbox",
        letter: "i",
        count: counts.inbox,
        hot: counts.inbox > 0,
      },
    ],
    [
      { href: "/resources", label: "Resources", icon: "resources", letter: "r" },
      { href: "/cost", label: "Cost", icon: "cost", letter: "b" },
      { href: "/schedules", label: "Schedules", icon: "schedules" },
    ],
    [
      { href: "/audit", label: "Audit", icon: "audit", letter: "a" },
      { href: "/settings", label: "Settings", icon: "settings", letter: "s" },
    ],
  ];
}
