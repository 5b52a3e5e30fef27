import { cn } from "../ui/class-names";
import { CopyButton } from "../ui/copy-button";
import { Link } from "../ui/link";

/** The ends of a long machine name: "9c41f7e2…d5a0e207". */
export const middleCut = (text: string, head = 8, tail = 8): string =>
  text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`;

/** A commit or digest: short for the eye, whole for the ear, the hand and the clipboard. */
export function Sha({
  sha,
  href,
  form = "short",
  copy = false,
  label = "commit",
  className,
}: {
  sha: string;
  href?: string | undefined;
  /** `short` 7 letters, `ends` both ends. */
  form?: "short" | "ends";
  copy?: boolean;
  label?: string;
  className?: string;
}) {
  const text = form === "short" ? sha.slice(0, 7) : middleCut(sha);
  const code = href ? (
    <Link href={href} title={sha} className={cn("mono underlined", className)}>
      {text}
    </Link>
  ) : (
    <code title={sha} className={cn("mono", className)}>
      {text}
    </code>
  );
  if (!copy) return code;
  return (
    <span className="inline-flex items-center gap-1">
      {code}
      <CopyButton text={sha} label={label} />
    </span>
  );
}
