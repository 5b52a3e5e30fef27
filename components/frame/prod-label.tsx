/** Production is a position, a rule and this label, never a hue. */
export function ProdLabel({ className = "" }: { className?: string }) {
  return (
    <span
      className={`edged inline-block flex-none self-center rounded-[3px] bg-ink px-1 font-semibold text-10 leading-[15px] tracking-[.04em] text-on-ink ${className}`}
    >
      PROD
    </span>
  );
}

/** An environment's name, with the label when it is production. */
export function EnvironmentName({ name, production }: { name: string; production: boolean }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {production ? <ProdLabel /> : null}
      {name}
    </span>
  );
}
