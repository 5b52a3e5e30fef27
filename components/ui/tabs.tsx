import type { ReactNode } from "react";
import { cn } from "./class-names";
import { Link } from "./link";
import { plainClick } from "./plain-click";

export type TabItem = {
  href: string;
  label: ReactNode;
  /** The second, weaker words: a count, a state. */
  note?: ReactNode;
  current: boolean;
  /** Taken instead of the link on a plain click, where the page can answer without asking the server. */
  choose?: (() => void) | undefined;
};

/** Tabs are links: the address is the view. Underlined, for the parts of one page. */
export function Tabs({
  label,
  items,
  aside,
}: {
  label: string;
  items: readonly TabItem[];
  aside?: ReactNode;
}) {
  return (
    <div className="flex items-stretch border-b border-line">
      <nav aria-label={label} className="-mb-px flex min-w-0 flex-1 gap-[22px] overflow-x-auto">
        {items.map((item) => (
          <Link
            key={item.href}
            href={item.href}
            scroll={false}
            {...(item.choose ? { onClick: plainClick(item.choose) } : {})}
            aria-current={item.current ? "page" : undefined}
            className={cn(
              "inline-flex h-[38px] flex-none items-center gap-1.5 border-b-2 border-transparent pt-0.5 text-text-2 outline-offset-[-2px] hover:text-text",
              item.current && "border-ink font-semibold text-text",
            )}
          >
            {item.label}
            {item.note != null ? <span className="text-11 font-normal text-text-3">{item.note}</span> : null}
          </Link>
        ))}
      </nav>
      {aside ? <div className="flex flex-none items-center gap-1 pl-3 max-md:hidden">{aside}</div> : null}
    </div>
  );
}

/** The same as quiet pills: filters of one list. */
export function Filters({ label, items }: { label: string; items: readonly TabItem[] }) {
  return (
    <nav aria-label={label} className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1">
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          scroll={false}
          {...(item.choose ? { onClick: plainClick(item.choose) } : {})}
          aria-current={item.current ? "page" : undefined}
          className={cn(
            "inline-flex min-h-6 items-center gap-1.5 rounded-[5px] px-[9px] text-text-2 hover:bg-hover",
            item.current && "bg-selected font-medium text-text hover:bg-selected",
          )}
        >
          {item.label}
          {item.note != null ? <span className="text-text-3">{item.note}</span> : null}
        </Link>
      ))}
    </nav>
  );
}

/** A choice of one among few, in a tray. */
export function Segments({ label, items }: { label: string; items: readonly TabItem[] }) {
  return (
    <nav
      aria-label={label}
      className="inline-flex max-w-full gap-0.5 overflow-x-auto rounded-md bg-inset p-0.5"
    >
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          scroll={false}
          aria-current={item.current ? "page" : undefined}
          className={cn(
            "inline-flex min-h-6 items-center gap-1.5 whitespace-nowrap rounded-[5px] border border-transparent px-2.5 text-text-2 outline-offset-[-2px] hover:text-text max-md:min-h-9 max-md:px-3.5",
            item.current && "border-line-strong bg-panel font-medium text-text",
          )}
        >
          {item.label}
          {item.note != null ? <span className="text-11 font-normal text-text-2">{item.note}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
