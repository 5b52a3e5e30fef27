/** On a phone a row is a card without a table's head above it: each cell brings its own. */
export const CellHeading = ({ children }: { children: string }) => (
  <span className="w-28 flex-none text-12 text-text-2 md:hidden">{children}</span>
);
