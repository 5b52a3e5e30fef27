import { ArrowRight } from "lucide-react";
import { StatusShape } from "../status/status-shape";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";

export type EdgeKind = "none" | "ahead" | "waiting" | "running" | "blocked";

const looks: Record<EdgeKind, string> = {
  none: "border-line-strong bg-panel text-text",
  ahead: "border-line-strong bg-panel text-text",
  waiting: "border-waiting bg-waiting-bg text-waiting",
  running: "border-moving bg-moving-bg text-moving",
  blocked: "border-failed bg-failed-bg text-failed",
};
const shapes = { waiting: "waiting", running: "moving", blocked: "failed" } as const;

/** What stands between two environments: "+2 →", "2 teams", "blocked". */
export function Pill({
  kind,
  text,
  href,
  title,
}: {
  kind: EdgeKind;
  text: string;
  href?: string | undefined;
  title?: string | undefined;
}) {
  const look = cn(
    "inline-flex items-center gap-[3px] whitespace-nowrap rounded-full border px-[7px] font-semibold text-11 leading-4",
    looks[kind],
    href && "relative py-px before:absolute before:-inset-x-1 before:-inset-y-[4px] before:content-['']",
  );
  const inside = (
    <>
      {kind === "ahead" || kind === "none" ? null : (
        <StatusShape kind={shapes[kind]} className="size-[11px]" />
      )}
      {text}
      {kind === "ahead" ? <ArrowRight aria-hidden className="size-[11px]" /> : null}
      {title ? <span className="heard">: {title}</span> : null}
    </>
  );
  return href ? (
    <Link href={href} title={title} className={look}>
      {inside}
    </Link>
  ) : (
    <span title={title} className={look}>
      {inside}
    </span>
  );
}
