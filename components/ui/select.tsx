import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

export type Option = { value: string; label: string; disabled?: boolean };

/**
 * The platform's own select: it works on every phone and with every reader.
 * `quiet` is the tool-bar look "Group by team"; give it a `label`, boxed ones stand in a Field.
 */
export function Select({
  options,
  label,
  quiet = false,
  className,
  ...rest
}: ComponentProps<"select"> & { options: readonly Option[]; label?: string; quiet?: boolean }) {
  const select = (
    <span className="relative inline-flex min-w-0 items-center">
      <select
        {...rest}
        className={cn(
          "min-w-0 appearance-none text-ellipsis rounded-md pr-6 text-text",
          quiet
            ? "h-6 border-0 bg-transparent pl-1 font-semibold [field-sizing:content]"
            : "h-[30px] w-full border border-line-strong bg-panel pl-[9px] max-md:h-11 max-md:text-16",
          className,
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute right-1.5 text-text-2" />
    </span>
  );
  if (!label) return select;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the select inside is the control
    <label className="inline-flex min-w-0 items-center text-text-2">
      <span className="whitespace-nowrap">{label}</span>
      {select}
    </label>
  );
}
