import { type ReactNode, useId } from "react";
import { cn } from "./class-names";
import { keyed } from "./keyed";

/** A sheet of paper with a hairline. With a title it is a region of the page. */
export function Panel({
  title,
  note,
  aside,
  children,
  className,
  bodyClassName,
  flush = false,
  id,
}: {
  title?: ReactNode;
  /** The weaker words after the title. */
  note?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  bodyClassName?: string;
  /** The body brings its own padding and lines, as tables do. */
  flush?: boolean;
  id?: string;
}) {
  const titleId = useId();
  return (
    <section
      id={id}
      aria-labelledby={title ? titleId : undefined}
      className={cn("panel min-w-0 overflow-hidden", className)}
    >
      {title ? (
        <div className="flex flex-wrap items-baseline gap-x-[9px] gap-y-0.5 px-3.5 py-[9px]">
          <h2 id={titleId}>{title}</h2>
          {note ? <span className="min-w-0 text-12 text-text-3">{note}</span> : null}
          {aside ? <div className="ml-auto flex items-center gap-3 text-12 text-text-2">{aside}</div> : null}
        </div>
      ) : null}
      <div
        className={cn(
          flush ? title && "border-t border-line" : "px-3.5 pb-3",
          !title && !flush && "pt-3",
          bodyClassName,
        )}
      >
        {children}
      </div>
    </section>
  );
}

/** A row of facts in one panel: label, fact, reason. Wraps on narrow screens; a stale one is hatched. */
export function Facts({
  items,
  className,
}: {
  items: readonly { label: string; value: ReactNode; detail?: ReactNode; stale?: boolean }[];
  className?: string;
}) {
  return (
    <dl
      className={cn("panel grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] overflow-hidden", className)}
    >
      {keyed(items, (item) => item.label).map(({ key, item }) => (
        <div
          key={key}
          className={cn(
            "-mt-px -ml-px grid content-start gap-0.5 border-t border-l border-line px-3.5 pt-[9px] pb-2.5",
            item.stale && "hatch",
          )}
        >
          <dt className="text-12 text-text-2">{item.label}</dt>
          <dd className="font-semibold">{item.value}</dd>
          {item.detail ? <dd className="text-12 text-text-2">{item.detail}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
