import type { Sentence as Words } from "@/lib/contract/view";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";

/** A computed sentence, its decisive words bold. `lede` is the size under a title, `large` the answer of the page. */
export function Sentence({
  words,
  size = "lede",
  className,
}: {
  words: Words;
  size?: "lede" | "large" | "inline";
  className?: string;
}) {
  const inside = keyed(words, (part) => part.text).map(({ key, item: part }) =>
    part.strong ? (
      <b key={key} className="text-text">
        {part.text}
      </b>
    ) : (
      <span key={key}>{part.text}</span>
    ),
  );
  if (size === "inline") return <span className={className}>{inside}</span>;
  return (
    <p
      className={cn(
        "text-pretty text-text-2",
        size === "large" ? "max-w-[1010px] text-20 leading-[1.4] tracking-[-.015em] max-md:text-16" : "",
        className,
      )}
    >
      {inside}
    </p>
  );
}
