/** Two linked circles on the lines of a stave: environments that play together. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor">
      <path d="M2 6h16M2 10h16M2 14h16" strokeWidth={0.8} opacity={0.35} />
      <circle cx="7" cy="10" r="4" strokeWidth={1.9} />
      <circle cx="13" cy="10" r="4" strokeWidth={1.9} />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="flex items-center gap-[9px] text-14 font-semibold tracking-[-.01em]">
      <BrandMark />
      Orchestr8
    </span>
  );
}
