import type { SourceRef } from "@/lib/contract/view";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";

/** "environments.yaml:61@4f2c91a" */
export const sourceText = ({ file, line, sha }: SourceRef): string =>
  `${file}:${line}${sha ? `@${sha.slice(0, 7)}` : ""}`;

/** The line that says so. `short` shows the file's name only; the whole path stays in the title and for readers. */
export function SourceLink({
  source,
  href,
  short = false,
  className,
}: {
  source: SourceRef;
  href?: string | undefined;
  short?: boolean;
  className?: string;
}) {
  const whole = sourceText(source);
  const text = short ? sourceText({ ...source, file: source.file.split("/").at(-1) ?? source.file }) : whole;
  const look = cn("mono text-[11.5px] tracking-[-.03em] [overflow-wrap:anywhere]", className);
  if (!href)
    return (
      <code title={whole} className={cn(look, "text-text-2")}>
        {text}
      </code>
    );
  return (
    <Link href={href} title={whole} className={cn(look, "underlined text-text-2")}>
      {text}
    </Link>
  );
}
