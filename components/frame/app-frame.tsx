import type { ReactNode } from "react";
import { Toasts } from "../ui/toast";
import { Keyboard } from "./keyboard";
import { MobileBar } from "./mobile-bar";
import { Palette, type PaletteItem } from "./palette";
import { Rail, type RailProps } from "./rail";

/** What stands around every page; pages bring their own `Page`. */
export function AppFrame({
  search,
  acts = [],
  children,
  ...rail
}: RailProps & {
  /** Finds by a few letters; without it the palette knows the pages and acts only. */
  search?: (text: string) => Promise<readonly PaletteItem[]>;
  acts?: readonly PaletteItem[];
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh max-md:flex-col">
      <a
        href="#main"
        className="fixed top-1 left-1 z-50 -translate-y-16 rounded-md bg-ink px-3 py-2 font-medium text-on-ink focus:translate-y-0"
      >
        Skip to the page
      </a>
      <Rail {...rail} />
      <MobileBar {...rail} />
      <div className="min-w-0 flex-1">{children}</div>
      <Palette nav={rail.nav} acts={acts} {...(search ? { search } : {})} />
      <Keyboard nav={rail.nav} />
      <Toasts />
    </div>
  );
}
