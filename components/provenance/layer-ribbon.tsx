import { cn } from "../ui/class-names";
import { type LayerName, layers } from "./layers";

export type LayerMark = "wins" | "overridden" | "inherits";

const words: Record<LayerMark, string> = {
  wins: "sets it and wins",
  overridden: "sets it, is overridden",
  inherits: "inherits",
};

function Cell({ mark }: { mark: LayerMark }) {
  return (
    <i
      className={cn(
        "block h-2.5 rounded-[2px]",
        mark === "wins" && "inked bg-ink",
        mark === "overridden" && "inked-faint bg-[color-mix(in_srgb,var(--ink)_24%,transparent)]",
        mark === "inherits" && "bg-[radial-gradient(circle,var(--text-3)_0_1.4px,transparent_1.9px)]",
      )}
    />
  );
}

const summary = (marks: Readonly<Record<LayerName, LayerMark>>): string => {
  const wins = layers.filter((layer) => marks[layer] === "wins");
  const lost = layers.filter((layer) => marks[layer] === "overridden");
  if (wins.length === 0) return "not set in any layer";
  return `set in ${wins.join(" and ")}${lost.length > 0 ? `, overrides ${lost.join(" and ")}` : ""}`;
};

/** The five layers of one key in a row: full sets and wins, faint is overridden, a dot inherits. */
export function LayerRibbon({ marks }: { marks: Readonly<Record<LayerName, LayerMark>> }) {
  return (
    <span className="inline-block align-middle">
      <span aria-hidden="true" className="inline-grid grid-cols-[repeat(5,22px)] items-center gap-0.5">
        {layers.map((layer) => (
          <Cell key={layer} mark={marks[layer]} />
        ))}
      </span>
      <span className="heard">{summary(marks)}</span>
    </span>
  );
}

const heads: Record<LayerName, string> = {
  base: "base",
  environment: "env",
  cluster: "clus",
  region: "reg",
  runtime: "run",
};

/** The column heads over a table of ribbons. */
export function LayerRibbonHead() {
  return (
    <span className="inline-grid grid-cols-[repeat(5,22px)] gap-0.5 text-[10.5px] tracking-[-.02em] text-text-3">
      {layers.map((layer) => (
        <abbr key={layer} title={layer} className="text-center no-underline">
          {heads[layer]}
        </abbr>
      ))}
    </span>
  );
}

export function LayerRibbonKey() {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-text-2">
      {(["wins", "overridden", "inherits"] as const).map((mark) => (
        <li key={mark} className="inline-flex items-center gap-1">
          <span aria-hidden="true" className="w-[22px]">
            <Cell mark={mark} />
          </span>
          {words[mark]}
        </li>
      ))}
    </ul>
  );
}
