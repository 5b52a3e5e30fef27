import { ProdLabel } from "../frame/prod-label";
import { cn } from "../ui/class-names";
import type { DiffSide } from "./diff-line";

const cell = "sticky top-0 z-10 border-b border-line-strong bg-panel";

/** The line that stands before production wherever two sides lie beside each other. */
export const productionRule = (side: DiffSide): string =>
  side.production ? "md:border-l-2 md:border-l-rule" : "";

/** The head of a table of differences: the path, and both sides by name. It stays at the top. */
export function SidesHead({ left, right }: { left: DiffSide; right: DiffSide }) {
  return (
    <thead className="max-md:heard">
      <tr>
        <td className={cell} />
        <th scope="col" className={cn(cell, "py-[5px] pl-0.5 font-normal text-text-2")}>
          Path
        </th>
        {[left, right].map((side, index) => (
          <th
            key={side.name}
            scope="col"
            className={cn(cell, "px-2.5 py-[5px] font-semibold", index === 1 && productionRule(right))}
          >
            <span className="inline-flex items-center gap-1.5">
              {side.production ? <ProdLabel /> : null}
              {side.name}
            </span>
          </th>
        ))}
      </tr>
    </thead>
  );
}
