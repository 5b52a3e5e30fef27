import type { ReactNode } from "react";
import type { StatusKind } from "@/lib/contract/view";
import { StatusShape } from "../status/status-shape";

/** A page that cannot be shown: what happened, what still works, and the next step. */
export function DeadEnd({
  kind,
  title,
  children,
  acts,
}: {
  kind: StatusKind;
  title: string;
  children: ReactNode;
  acts: ReactNode;
}) {
  return (
    <main id="main" tabIndex={-1} className="grid min-h-[70dvh] place-items-center p-4 outline-none">
      <div className="panel grid w-full max-w-[520px] gap-3 px-6 py-6">
        <h1 className="flex items-center gap-2.5">
          <StatusShape kind={kind} className="size-5" />
          {title}
        </h1>
        <div className="grid gap-2 text-text-2">{children}</div>
        <div className="mt-1 flex flex-wrap gap-2">{acts}</div>
      </div>
    </main>
  );
}
