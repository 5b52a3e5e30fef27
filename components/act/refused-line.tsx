import { cn } from "../ui/class-names";

/** What an act was refused with, in its own words, beside what sent it; nothing while nothing was refused. */
export function RefusedLine({
  message,
  className,
}: {
  message: string | null | undefined;
  className?: string;
}) {
  if (!message) return null;
  return (
    <p role="alert" className={cn("text-failed", className)}>
      {message}
    </p>
  );
}
