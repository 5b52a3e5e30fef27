import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./class-names";

export type FieldWiring = {
  id: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
  required?: true | undefined;
};

/** Label, control, hint and error, tied together; the control takes the wiring it is handed. */
export function Field({
  label,
  hint,
  error,
  required = false,
  hideLabel = false,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  hideLabel?: boolean;
  className?: string;
  children: (wiring: FieldWiring) => ReactNode;
}) {
  const id = useId();
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className={cn("grid content-start gap-1", className)}>
      <label htmlFor={id} className={hideLabel ? "heard" : "text-12 font-medium text-text-2"}>
        {label}
        {required ? <span className="text-text-3"> (required)</span> : null}
      </label>
      {children({
        id,
        ...(described ? { "aria-describedby": described } : {}),
        ...(error ? { "aria-invalid": true as const } : {}),
        ...(required ? { required: true as const } : {}),
      })}
      {hint ? (
        <p id={`${id}-hint`} className="text-12 text-text-3">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-12 text-failed">
          {error}
        </p>
      ) : null}
    </div>
  );
}

const box =
  "w-full rounded-md border border-line-strong bg-panel px-[9px] text-13 text-text aria-[invalid=true]:border-failed max-md:text-16";

export function TextInput({ className, mono, ...rest }: ComponentProps<"input"> & { mono?: boolean }) {
  return (
    <input type="text" {...rest} className={cn(box, "h-[30px] max-md:h-11", mono && "mono", className)} />
  );
}

export function TextArea({ className, rows = 2, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      {...rest}
      className={cn(box, "resize-y bg-page py-[5px] leading-[1.45]", className)}
    />
  );
}
