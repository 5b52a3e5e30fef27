"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Checkbox } from "../ui/checkbox";
import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { closeLayer, currentLayer, onLayer, openKeys, openPalette } from "./frame-state";
import { pageKeys, singleKeysOff, switchSingleKeys, takesLetters } from "./keys";
import type { NavGroup } from "./nav";

const goLimitMs = 1200;

/** Moves the focus among marked elements of the page, without wrapping. */
function step(selector: string, by: 1 | -1) {
  const all = [...document.querySelectorAll<HTMLElement>(selector)].filter((e) => e.offsetParent !== null);
  const at = all.findIndex((element) => element.contains(document.activeElement));
  const next = all[at === -1 ? (by === 1 ? 0 : all.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const press = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();

const acts: Readonly<Record<string, () => void>> = {
  "?": openKeys,
  "/": () => document.querySelector<HTMLElement>("[data-filter]")?.focus(),
  j: () => step("[data-row]", 1),
  k: () => step("[data-row]", -1),
  n: () => step("[data-change]", 1),
  p: () => step("[data-change]", -1),
  "[": () => press("a[rel=prev]"),
  "]": () => press("a[rel=next]"),
  ".": () => press("[data-copy-link]"),
  y: () => press("[data-copy-cli]"),
  t: () => {
    const twins = [...document.querySelectorAll<HTMLDetailsElement>("details[data-twin]")];
    const open = twins.some((twin) => !twin.open);
    for (const twin of twins) twin.open = open;
  },
};

/** Listens for the keys of the page and shows their sheet. Never runs an act that changes something. */
export function Keyboard({ nav }: { nav: readonly NavGroup[] }) {
  const router = useRouter();
  const open = useSyncExternalStore(onLayer, currentLayer, () => "none") === "keys";
  const [off, setOff] = useState(false);
  const letters = nav.flat().filter((item) => item.letter);
  useEffect(() => setOff(singleKeysOff()), []);
  useEffect(() => {
    let wentAt = 0;
    const places = new Map(nav.flat().map((item) => [item.letter, item.href]));
    const listen = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        if (currentLayer() === "palette") closeLayer();
        else openPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (singleKeysOff() || takesLetters(event.target)) return;
      if (event.timeStamp - wentAt < goLimitMs && wentAt > 0) {
        wentAt = 0;
        const href = places.get(event.key);
        if (href) {
          event.preventDefault();
          router.push(href as Parameters<typeof router.push>[0]);
        }
        return;
      }
      if (event.key === "g") {
        wentAt = event.timeStamp;
        return;
      }
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [nav, router]);
  return (
    <Dialog open={open} onOpenChange={(next) => (next ? undefined : closeLayer())} title="Keyboard">
      <div className="grid gap-x-8 gap-y-3 px-4 pt-3 pb-4 sm:grid-cols-2">
        <KeyList title="On a page" items={pageKeys} />
        <KeyList
          title="Go to"
          items={letters.map((item) => ({ keys: `g ${item.letter}`, does: item.label.toLowerCase() }))}
        />
      </div>
      <div className="border-t border-line px-4 py-3">
        <Checkbox
          checked={off}
          onCheckedChange={(next) => {
            switchSingleKeys(next === true);
            setOff(next === true);
          }}
        >
          Switch single keys off in this browser
        </Checkbox>
      </div>
    </Dialog>
  );
}

function KeyList({ title, items }: { title: string; items: readonly { keys: string; does: string }[] }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-12 font-medium text-text-2">{title}</h3>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-1.5">
        {items.map((item) => (
          <div key={item.keys} className="contents">
            <dt className="flex gap-1">
              {item.keys.split(" ").map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{item.does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
