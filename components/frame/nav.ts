import type { NavIconName } from "./nav-icon";

export type NavItem = {
  href: string;
  label: string;
  icon: NavIconName;
  count?: number | undefined;
  /** The count waits for the reader. */
  hot?: boolean | undefined;
  /** The letter after `g`. */
  letter?: string | undefined;
  /** Every page under this path belongs to the item, where that is more than its own href. */
  under?: string | undefined;
};

/** Groups stand apart by a gap, as on the rail. Only pages that exist are handed in. */
export type NavGroup = readonly NavItem[];

/** The item a path belongs to: the longest href that begins it. */
export function currentItem(nav: readonly NavGroup[], path: string): NavItem | undefined {
  const root = (item: NavItem): string => item.under ?? item.href;
  return nav
    .flat()
    .filter((item) =>
      root(item) === "/" ? path === "/" : path === root(item) || path.startsWith(`${root(item)}/`),
    )
    .sort((a, b) => root(b).length - root(a).length)[0];
}

export type FrameFleet = { name: string; branch: string; sha: string | null };

export type FrameState = {
  /** When Git was last read, ISO. */
  gitAt: string | null;
  clusters: { answering: number; total: number };
};

export type FramePerson = { name: string; detail?: string | undefined };
