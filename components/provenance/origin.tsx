import { cn } from "../ui/class-names";
import { layerIndex, layers } from "./layers";

/** Five short bars, the one of the layer full: where a value was set, by position. */
export function OriginGlyph({ layer, strong = false }: { layer: string; strong?: boolean }) {
  const at = layerIndex(layer);
  return (
    <span aria-hidden="true" className="inline-flex gap-px">
      {layers.map((name, index) => (
        <i
          key={name}
          className={cn(
            "h-[9px] w-[3px] rounded-[1px]",
            index === at ? cn("inked", strong ? "bg-text" : "bg-text-2") : "inked-faint bg-line-strong",
          )}
        />
      ))}
    </span>
  );
}

/** The layer a value comes from, as glyph and word. */
export function Origin({
  layer,
  strong = false,
  dense = false,
}: {
  layer: string;
  strong?: boolean;
  dense?: boolean;
}) {
  return (
    <span
      className={cn(
        "inline-flex flex-none items-center gap-[5px] whitespace-nowrap text-11",
        strong ? "text-text-2" : "text-text-3",
      )}
    >
      <OriginGlyph layer={layer} strong={strong} />
      <span className={dense ? "heard" : ""}>{layer}</span>
    </span>
  );
}
