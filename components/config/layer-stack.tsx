import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import type { CandidateView, ExplainView } from "@/lib/contract/explain";
import { type Printable, stringifyJson } from "@/lib/domain/json";
import { PersonAvatar } from "../person/person-avatar";
import { OriginGlyph } from "../provenance/origin";
import { SourceLink } from "../provenance/source-link";
import { When } from "../time/when";
import { Callout } from "../ui/callout";
import { Chip } from "../ui/chip";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import { ProblemList } from "../ui/problem";
import { splitPath } from "./config-rows";

/** A value as text in one breath; JSON for collections. */
export const valueText = (value: unknown): string =>
  typeof value === "string" ? value : stringifyJson(value as Printable);

/** One key: its value, the layer that won, and the layers that lost, strongest first. */
export function LayerStack({ view }: { view: ExplainView }) {
  const { head, tail } = splitPath(view.path);
  const shown = keyed(view.candidates.toReversed(), (c) => `${c.file}:${c.line}:${c.column} ${c.how}`);
  return (
    <section aria-label="Where the value comes from" className="panel overflow-hidden">
      <div className="flex items-start gap-3 px-3.5 py-3">
        <div className="min-w-0 flex-1">
          <p className="mono [overflow-wrap:anywhere]">
            <span className="text-text-2">{head}</span>
            <b>{tail}</b>
          </p>
          <p className="mt-0.5 text-12 text-text-2">
            {view.object ?? "environment definition"}
            {view.list ? `, ${view.list}` : ""}
          </p>
        </div>
        <ValueBig value={view.value} secret={view.secret} />
      </div>
      {view.status === "unresolved" ? (
        <p role="status" className="border-t border-line bg-attention-bg px-3.5 py-2 text-attention">
          Which entry made this value could not be told. {view.note ?? "These candidates are known."}
        </p>
      ) : null}
      <ol>
        {shown.map(({ key, item }) => (
          <Layer key={key} one={item} secret={view.secret} />
        ))}
        {shown.length === 0 ? (
          <li className="border-t border-line px-3.5 py-3 text-text-2">
            No file sets it: the tool itself does.
          </li>
        ) : null}
      </ol>
      {view.note && view.status === "resolved" ? <Remark>{view.note}</Remark> : null}
      {view.elsewhere.map((one) => (
        <Remark key={one.cluster}>
          On {one.cluster} it is <code className="mono">{valueText(one.value)}</code>.
        </Remark>
      ))}
      {view.problems.length > 0 ? (
        <div className="border-t border-line px-3.5 py-3">
          <ProblemList problems={view.problems} label="Entries of equal rank" />
        </div>
      ) : null}
    </section>
  );
}

function Remark({ children }: { children: ReactNode }) {
  return (
    <div className="border-t border-line px-3.5 py-2.5">
      <Callout>{children}</Callout>
    </div>
  );
}

function ValueBig({ value, secret }: { value: unknown; secret: boolean }) {
  if (secret)
    return (
      <span className="inline-flex items-center gap-1.5 font-semibold">
        <Lock aria-hidden className="size-3.5" /> secret
      </span>
    );
  const text = valueText(value);
  const short = text.length <= 24;
  return (
    <span
      title={text}
      className={cn(
        "mono min-w-0 [overflow-wrap:anywhere]",
        short ? "text-20 font-semibold" : "line-clamp-4 max-w-[60%]",
      )}
    >
      {text}
    </span>
  );
}

function Layer({ one, secret }: { one: CandidateView; secret: boolean }) {
  return (
    <li
      className={cn(
        "border-t border-line px-3.5 py-2.5",
        one.won && "bg-inset shadow-[inset_3px_0_0_var(--ink)]",
      )}
    >
      <p className="flex items-baseline gap-2">
        <OriginGlyph layer={one.layer === "application" ? "environment" : one.layer} strong={one.won} />
        <span className={one.won ? "font-semibold" : ""}>{one.layer}</span>
        {one.won ? <Chip>wins</Chip> : null}
        <span className="mono ml-auto min-w-0 truncate text-right">
          {one.removes ? (
            <span className="text-text-2">takes it away</span>
          ) : secret ? (
            <span className="text-text-2">reference</span>
          ) : one.won ? (
            <b>{valueText(one.value)}</b>
          ) : (
            <s className="text-text-2">{valueText(one.value)}</s>
          )}
        </span>
      </p>
      <p className="mt-1">
        <SourceLink source={{ file: one.file, line: one.line, sha: one.commit }} />
      </p>
      {one.author ? (
        <p className="mt-1 flex items-center gap-1.5 text-12">
          <PersonAvatar name={one.author} size={18} />
          <span className="min-w-0 truncate">
            {one.author} {one.subject ? <span className="text-text-2">“{one.subject}”</span> : null}
          </span>
          {one.time ? (
            <span className="ml-auto flex-none text-text-3">
              <When at={one.time} />
            </span>
          ) : null}
        </p>
      ) : (
        <p className="mt-1 text-12 text-text-3">not committed yet</p>
      )}
      <p className="mt-1 text-12 text-text-2">{one.why}</p>
    </li>
  );
}
