"use client";

import { usePathname } from "next/navigation";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { currentItem, type NavGroup } from "./nav";
import { NavIcon } from "./nav-icon";

export function NavLinks({
  nav,
  onGo,
  tall = false,
}: {
  nav: readonly NavGroup[];
  onGo?: () => void;
  tall?: boolean;
}) {
  const current = currentItem(nav, usePathname() ?? "/");
  return (
    <nav aria-label="Pages" className="grid gap-4">
      {nav
        .filter((group) => group.length > 0)
        .map((group) => (
          <ul key={group[0]?.href} className="grid gap-0.5">
            {group.map((item) => (
              <li key={item.href}>
                <Link
                  href={item.href}
                  aria-current={item === current ? "page" : undefined}
                  {...(onGo ? { onClick: onGo } : {})}
                  className={cn(
                    "flex items-center gap-[9px] rounded-[5px] px-2 py-[5px] text-text-2 hover:bg-hover hover:text-text",
                    tall && "min-h-11 text-14",
                    item === current && "edged bg-selected font-medium text-text hover:bg-selected",
                  )}
                >
                  <NavIcon name={item.icon} />
                  {item.label}
                  {item.count ? (
                    <span
                      className={cn(
                        "ml-auto text-11 text-text-2",
                        item.hot && "edged rounded-full bg-waiting-bg px-1.5 font-semibold text-waiting",
                      )}
                    >
                      {item.count}
                      {item.hot ? <span className="heard"> for you</span> : null}
                    </span>
                  ) : null}
                </Link>
              </li>
            ))}
          </ul>
        ))}
    </nav>
  );
}
