import type { ReactNode } from "react";
import { cn } from "../ui/class-names";
import { type Crumb, TopBar } from "./top-bar";

/** One page of the console: bar, breadcrumbs, and the main region. Production pages stand under a black rule. */
export function Page({
  crumbs,
  production = false,
  children,
  className,
}: {
  crumbs: readonly Crumb[];
  production?: boolean;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div className="px-7 pb-10 max-xl:px-5 max-md:px-4">
      <TopBar crumbs={crumbs} />
      <main
        id="main"
        tabIndex={-1}
        className={cn(
          "outline-none max-md:pt-4",
          production && "-mx-7 border-t-2 border-rule px-7 max-xl:-mx-5 max-xl:px-5 max-md:-mx-4 max-md:px-4",
          className,
        )}
      >
        {children}
      </main>
    </div>
  );
}

/** Title, the count or scope beside it, how old it is, and the page's acts. */
export function PageHead({
  title,
  sub,
  asOf,
  children,
  acts,
}: {
  title: ReactNode;
  /** The weaker words beside the title: "8 applications in 4 environments". */
  sub?: ReactNode;
  /** A `Freshness`. */
  asOf?: ReactNode;
  acts?: ReactNode;
  /** The sentence under the title. */
  children?: ReactNode;
}) {
  return (
    <div className="mb-4 pt-3.5 max-md:pt-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h1 className="flex min-w-0 flex-wrap items-center gap-x-2 [overflow-wrap:anywhere]">{title}</h1>
        {sub ? <span className="min-w-0 text-text-2 max-md:order-3 max-md:w-full">{sub}</span> : null}
        {asOf || acts ? (
          <span className="ml-auto flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
            {asOf}
            {acts}
          </span>
        ) : null}
      </div>
      {children ? <div className="mt-1.5">{children}</div> : null}
    </div>
  );
}
