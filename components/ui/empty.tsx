import type { ReactNode } from "react";

/** Why there is nothing, the one next act, and its command. */
export function Empty({
  title,
  children,
  action,
  command,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  command?: string;
}) {
  return (
    <div className="panel grid justify-items-start gap-2 px-5 py-6">
      <p className="text-14 font-semibold">{title}</p>
      {children ? <div className="max-w-[68ch] text-text-2">{children}</div> : null}
      {action ? <div className="mt-1">{action}</div> : null}
      {command ? (
        <code className="mono mt-1 max-w-full overflow-x-auto rounded-sm bg-inset px-2 py-1 text-text-2">
          {command}
        </code>
      ) : null}
    </div>
  );
}
