/** One surface for everything that floats; hairline, no shadow, lifted by a ring of the page's own tone. */
export const floating = "z-50 rounded-lg border border-line-strong bg-panel text-text outline-none";
export const scrim = "fixed inset-0 z-40 bg-[color-mix(in_srgb,#000_38%,transparent)]";
// cmdk writes data-disabled=false on what is not disabled, Radix leaves the attribute out.
export const itemLook =
  "flex min-h-7 cursor-pointer select-none items-center gap-2 rounded-sm px-2 py-1 outline-none data-[highlighted]:bg-selected data-[selected=true]:bg-selected [&[data-disabled]:not([data-disabled=false])]:cursor-not-allowed [&[data-disabled]:not([data-disabled=false])]:text-text-3 max-md:min-h-11";
