import { ShieldOff } from "lucide-react";
import { StatusShape } from "../status/status-shape";
import type { Kind } from "./compare-rows";
import { word } from "./shown-items";

/** A leak is wrong; a missing guard and an unexplained value want a look. */
export const loudTone = (kind: Kind): "failed" | "attention" => (kind === "leak" ? "failed" : "attention");

/** The shape of a loud kind: no two share a silhouette. */
export function LoudIcon({ kind }: { kind: Kind }) {
  if (kind === "guard") return <ShieldOff aria-hidden className="text-attention" />;
  return <StatusShape kind={loudTone(kind)} />;
}

/** The kind of a loud row as shape, word and colour. */
export function LoudWord({ kind }: { kind: Kind }) {
  return (
    <span
      className={`inline-flex items-center gap-[5px] font-medium whitespace-nowrap max-md:text-12 ${loudTone(kind) === "failed" ? "text-failed" : "text-attention"}`}
    >
      <LoudIcon kind={kind} />
      {word(kind)}
    </span>
  );
}
