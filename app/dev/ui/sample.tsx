import type { ReactNode } from "react";

export function Sample({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      <h2 className="text-text-2">{title}</h2>
      {children}
    </section>
  );
}

export const Row = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-3">{children}</div>
);

/** The moment of the samples; relative times count from here. */
export const asOf = "2026-11-20T13:02:31Z";
const base = Date.parse(asOf);
export const ago = (minutes: number): string => new Date(base - minutes * 60_000).toISOString();
