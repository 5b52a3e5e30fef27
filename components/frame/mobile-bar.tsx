"use client";

import { Menu as MenuGlyph, Search } from "lucide-react";
import { useState } from "react";
import { Link } from "../ui/link";
import { Sheet } from "../ui/sheet";
import { AccountMenu } from "./account-menu";
import { Brand } from "./brand";
import { FleetChip } from "./fleet-chip";
import { FootState } from "./foot-state";
import { openPalette } from "./frame-state";
import { NavLinks } from "./nav-links";
import type { RailProps } from "./rail";

/** Below 768 px the rail lies down: brand, fleet, and a menu that holds the rest. */
export function MobileBar({ fleet, nav, state, person, account }: RailProps) {
  const [open, setOpen] = useState(false);
  return (
    <header className="mobile-bar sticky top-0 z-30 flex h-12 items-center gap-2 border-b border-line bg-page pl-4 md:hidden">
      <Link href="/" className="rounded-md">
        <Brand />
      </Link>
      <FleetChip fleet={fleet} className="ml-auto py-[5px] max-[359px]:[&>.mono]:hidden" />
      <Sheet
        open={open}
        onOpenChange={setOpen}
        side="right"
        title="Menu"
        className="w-[min(320px,88vw)]"
        trigger={
          <button type="button" className="grid size-12 flex-none place-items-center">
            <MenuGlyph aria-hidden className="size-[18px]" />
            <span className="heard">Menu</span>
          </button>
        }
      >
        <div className="flex flex-1 flex-col gap-3 px-3 pb-4">
          <button
            type="button"
            onClick={() => {
              setOpen(false);
              openPalette();
            }}
            className="flex min-h-11 items-center gap-2 rounded-md border border-line-strong px-3 text-14 text-text-2"
          >
            <Search aria-hidden />
            Search or run a command
          </button>
          <NavLinks nav={nav} tall onGo={() => setOpen(false)} />
          <div className="mt-auto grid gap-2 border-t border-line px-2 pt-3">
            <FootState state={state} />
            <AccountMenu person={person} links={account} />
          </div>
        </div>
      </Sheet>
    </header>
  );
}
