import type { ReactNode } from "react";
import type { StatusView } from "@/lib/contract/view";
import { Status } from "../status/status";
import { clockText } from "../time/time-text";
import { When } from "../time/when";
import { Link } from "../ui/link";

/** The fact of one cell: version, health as a shape, age; below it the reason. */
export function VersionCell({
  version,
  href,
  health,
  since,
  asOf,
  staleSince,
  chips,
  absent = "not deployed",
}: {
  version: string | null;
  href?: string | undefined;
  health: StatusView;
  since?: string | null | undefined;
  asOf: string;
  staleSince?: string | null | undefined;
  /** The second line: chips or weak text. */
  chips?: ReactNode;
  absent?: string;
}) {
  if (version === null) return <span className="text-text-3">{absent}</span>;
  const seen = staleSince ? clockText(new Date(staleSince), "UTC") : undefined;
  return (
    <span className="grid min-w-0 gap-0.5">
      <span className="flex min-w-0 items-center gap-[7px]">
        {href ? (
          <Link
            href={href}
            data-row
            className="mono min-w-0 truncate rounded-sm py-px font-semibold hover:underline"
          >
            {version}
          </Link>
        ) : (
          <span className="mono truncate font-semibold">{version}</span>
        )}
        <Status kind={health.kind} word={health.word} reason={health.reason} dense stale={seen} />
        {since ? (
          <span className="text-11 text-text-3">
            <When at={since} form="age" asOf={asOf} />
          </span>
        ) : null}
      </span>
      <span className="flex flex-wrap gap-1 text-11 text-text-2 md:min-h-[17px]">
        {chips}
        {staleSince ? (
          <span>
            seen <When at={staleSince} form="age" asOf={asOf} /> ago
          </span>
        ) : null}
      </span>
    </span>
  );
}
