import { cn } from "../ui/class-names";

/** "Mira Adler" -> "MA" */
export const initialsOf = (name: string): string => {
  const words = name
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return ((words[0]?.[0] ?? "?") + (last?.[0] ?? "")).toUpperCase();
};

/** Two letters in a ring; the name stands beside it, so the letters are for eyes only. */
export function PersonAvatar({
  name,
  size = 20,
  className,
}: {
  name: string;
  size?: 18 | 20 | 22 | 26;
  className?: string;
}) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "grid flex-none place-items-center rounded-full bg-selected font-semibold text-text-2",
        size > 20 ? "text-10 text-text" : "text-[9px]",
        className,
      )}
      style={{ width: size, height: size }}
    >
      {initialsOf(name)}
    </span>
  );
}

export function Person({
  name,
  detail,
  size = 20,
}: {
  name: string;
  detail?: string | undefined;
  size?: 18 | 20 | 22;
}) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <PersonAvatar name={name} size={size} />
      <span className="min-w-0 truncate">
        {name}
        {detail ? <span className="text-text-3"> {detail}</span> : null}
      </span>
    </span>
  );
}
