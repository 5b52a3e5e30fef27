import { Boxes, Database, Info, Network, ShieldHalf, Wallet } from "lucide-react";
import type { ReactNode } from "react";
import type { PlanView } from "@/lib/contract/plan-view";
import { counted } from "@/lib/domain/promotion/sentence";
import { FileDiff } from "../diff/file-diff";
import { RenderedTable } from "../diff/rendered-table";
import { Callout } from "../ui/callout";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import { Panel } from "../ui/panel";
import { PlanCommits } from "./plan-commits";

const topics: Record<PlanView["effects"][number]["topic"], { word: string; icon: ReactNode }> = {
  cost: { word: "Cost", icon: <Wallet aria-hidden className="size-3" /> },
  replicas: { word: "Replicas", icon: <Boxes aria-hidden className="size-3" /> },
  network: { word: "Network", icon: <Network aria-hidden className="size-3" /> },
  security: { word: "Security", icon: <ShieldHalf aria-hidden className="size-3" /> },
  data: { word: "Data", icon: <Database aria-hidden className="size-3" /> },
};

/** One cell for each thing people ask about; "no change" is an answer too. */
export function EffectsRow({ effects }: { effects: PlanView["effects"] }) {
  if (effects.length === 0) return null;
  return (
    <dl className="panel mt-3 grid grid-cols-[repeat(auto-fit,minmax(138px,1fr))] overflow-hidden">
      {effects.map((effect) => (
        <div
          key={effect.topic}
          className={cn(
            "-mt-px -ml-px grid content-start gap-px border-t border-l border-line px-3 pt-2 pb-[9px]",
            effect.attention && "bg-attention-bg",
          )}
        >
          <dt className="flex items-center gap-[5px] text-11 text-text-2">
            {topics[effect.topic].icon}
            {topics[effect.topic].word}
            {effect.attention ? <span className="heard">, look at this</span> : null}
          </dt>
          <dd className="font-semibold">{effect.title}</dd>
          <dd className="text-11 text-text-2">{effect.detail}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The folder that all files share, for the note beside the title. */
function filesNote(files: PlanView["files"]): string {
  const folders = new Set(files.map(({ file }) => file.slice(0, Math.max(0, file.lastIndexOf("/")))));
  const [only] = folders;
  return `${counted(files.length, "file")}${folders.size === 1 && only ? ` in ${only}` : ""}`;
}

function Written({ plan, ended }: { plan: PlanView; ended: boolean }) {
  return (
    <Panel title="What is written" note={plan.files.length > 0 ? filesNote(plan.files) : null} flush>
      {plan.files.length > 0 ? (
        plan.files.map((change) => <FileDiff key={change.file} change={change} />)
      ) : (
        <p className="px-3.5 py-3 text-text-2">
          {ended
            ? "No commit was written for it."
            : "No plan can be made at this moment, so there is nothing to write."}
        </p>
      )}
    </Panel>
  );
}

function Rendered({ plan }: { plan: PlanView }) {
  const unchanged =
    plan.unchangedObjects > 0 ? `, ${counted(plan.unchangedObjects, "object")} unchanged` : "";
  return (
    <Panel title="What it renders to" note={`${counted(plan.rendered.length, "field")}${unchanged}`} flush>
      <RenderedTable placements={plan.placements} rows={plan.rendered} />
      {plan.notes.length > 0 ? (
        <div className="grid gap-2 border-t border-line px-3 py-2.5">
          {keyed(plan.notes, (note) => note).map(({ key, item }) => (
            <Callout key={key} icon={<Info aria-hidden />} className="[overflow-wrap:anywhere]">
              {item}
            </Callout>
          ))}
        </div>
      ) : null}
    </Panel>
  );
}

/** What is written beside what it renders to, tied by the letters of the edits. */
export function PlanChanges({ plan, ended = false }: { plan: PlanView; ended?: boolean }) {
  return (
    <>
      <EffectsRow effects={plan.effects} />
      <div className="mt-3 grid items-start gap-3 xl:grid-cols-[minmax(0,9fr)_minmax(0,12fr)] xl:[&>*]:min-h-full">
        <Written plan={plan} ended={ended} />
        {plan.rendered.length > 0 ? <Rendered plan={plan} /> : null}
      </div>
      <PlanCommits plan={plan} />
    </>
  );
}
