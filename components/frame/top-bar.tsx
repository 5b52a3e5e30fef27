import { Fragment } from "react";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { PaletteButton } from "./palette-button";

export type Crumb = { label: string; href?: string | undefined; mono?: boolean | undefined };

/** Where the page stands, and the way to anywhere. On a phone the menu does this. */
export function TopBar({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <header className="top-bar flex h-12 items-center gap-3 text-text-2 max-md:hidden">
      <nav aria-label="Breadcrumbs" className="min-w-0">
        <ol className="flex min-w-0 items-center gap-3">
          {crumbs.map((crumb, index) => {
            const last = index === crumbs.length - 1;
            const look = cn(
              "min-w-0 truncate rounded-sm",
              crumb.mono && "mono",
              last && "text-text",
              last && !crumb.mono && "font-semibold",
            );
            return (
              <Fragment key={`${crumb.label} ${crumb.href ?? ""}`}>
                {index > 0 ? (
                  <li aria-hidden="true" className="text-text-3">
                    /
                  </li>
                ) : null}
                <li className="flex min-w-0">
                  {crumb.href && !last ? (
                    <Link href={crumb.href} className={cn(look, "hover:text-text")}>
                      {crumb.label}
                    </Link>
                  ) : (
                    <span className={look} {...(last ? { "aria-current": "page" as const } : {})}>
                      {crumb.label}
                    </span>
                  )}
                </li>
              </Fragment>
            );
          })}
        </ol>
      </nav>
      <PaletteButton />
    </header>
  );
}
