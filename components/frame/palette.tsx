"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Dialog } from "../ui/dialog";
import { itemLook } from "../ui/overlay";
import { closeLayer, currentLayer, onLayer } from "./frame-state";
import type { NavGroup } from "./nav";

export type PaletteItem = {
  kind: "application" | "environment" | "promotion" | "page" | "act";
  title: string;
  detail?: string | undefined;
  href?: string | undefined;
  run?: (() => void) | undefined;
  /** The same as a command line. */
  cli?: string | null | undefined;
  /** Why the act is not allowed now; it is listed all the same. */
  refused?: string | null | undefined;
};

const groups: readonly { kind: PaletteItem["kind"]; title: string }[] = [
  { kind: "application", title: "Applications" },
  { kind: "environment", title: "Environments" },
  { kind: "promotion", title: "Promotions" },
  { kind: "act", title: "Acts" },
  { kind: "page", title: "Pages" },
];

const keyOf = (item: PaletteItem) => `${item.kind} ${item.title} ${item.href ?? ""}`;
const fits = (item: PaletteItem, text: string) => {
  const hay = `${item.title} ${item.detail ?? ""} ${item.cli ?? ""}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
};

/** Finds what the server knows, a little after the last letter; answers of older letters are dropped. */
function useFound(text: string, open: boolean, search: PaletteProps["search"]) {
  const [found, setFound] = useState<readonly PaletteItem[]>([]);
  const [state, setState] = useState<"idle" | "looking" | "failed">("idle");
  const turn = useRef(0);
  useEffect(() => {
    if (!open || !search) return;
    const mine = ++turn.current;
    setState("looking");
    const timer = setTimeout(async () => {
      try {
        const items = await search(text);
        if (turn.current !== mine) return;
        setFound(items);
        setState("idle");
      } catch {
        if (turn.current === mine) setState("failed");
      }
    }, 120);
    return () => clearTimeout(timer);
  }, [text, open, search]);
  return { found, state };
}

type PaletteProps = {
  nav: readonly NavGroup[];
  acts: readonly PaletteItem[];
  search?: (text: string) => Promise<readonly PaletteItem[]>;
};

/** mod+k: go anywhere, run an act, or read its command line. */
export function Palette({ nav, acts, search }: PaletteProps) {
  const open = useSyncExternalStore(onLayer, currentLayer, () => "none") === "palette";
  const [text, setText] = useState("");
  const { found, state } = useFound(text, open, search);
  const router = useRouter();
  const pages: PaletteItem[] = nav
    .flat()
    .map((item) => ({ kind: "page", title: item.label, href: item.href }));
  const own = [...acts, ...pages].filter((item) => fits(item, text));
  const seen = new Set<string>();
  const items = [...found, ...own].filter((item) => {
    const key = keyOf(item);
    return seen.has(key) ? false : seen.add(key);
  });
  const close = () => {
    closeLayer();
    setText("");
  };
  const choose = (item: PaletteItem) => {
    if (item.refused) return;
    close();
    if (item.run) item.run();
    else if (item.href) router.push(item.href as Parameters<typeof router.push>[0]);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : close())}
      title="Search or run a command"
      hideTitle
      className="w-[min(600px,calc(100vw-24px))] overflow-hidden"
    >
      <Command label="Search or run a command" shouldFilter={false} loop>
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Application, environment, promotion, act"
          className="h-12 w-full border-b border-line bg-transparent px-4 text-14 outline-none max-md:text-16"
        />
        <Command.List label="Results" className="max-h-[min(420px,56vh)] overflow-y-auto p-1.5">
          <Command.Empty className="px-2.5 py-4 text-text-2">
            {state === "looking"
              ? "Looking…"
              : state === "failed"
                ? "The search did not answer; try again."
                : "Nothing fits"}
          </Command.Empty>
          {groups.map(({ kind, title }) => {
            const mine = items.filter((item) => item.kind === kind);
            if (mine.length === 0) return null;
            return (
              <Command.Group
                key={kind}
                heading={title}
                className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:text-text-3"
              >
                {mine.map((item) => (
                  <Command.Item
                    key={keyOf(item)}
                    value={keyOf(item)}
                    onSelect={() => choose(item)}
                    aria-disabled={item.refused ? true : undefined}
                    className={itemLook}
                  >
                    <span className="min-w-0 flex-1 truncate">
                      <span className="font-medium">{item.title}</span>
                      {item.detail ? <span className="text-text-2"> {item.detail}</span> : null}
                      {item.refused ? <span className="text-text-2">, {item.refused}</span> : null}
                    </span>
                    {item.cli ? (
                      <code className="mono max-w-[46%] flex-none truncate text-11 text-text-2 max-md:hidden">
                        {item.cli}
                      </code>
                    ) : null}
                  </Command.Item>
                ))}
              </Command.Group>
            );
          })}
        </Command.List>
      </Command>
    </Dialog>
  );
}
