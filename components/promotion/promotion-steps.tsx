import type { PromotionView } from "@/lib/contract/promotion-view";
import { Receipt } from "../act/receipt";
import { Panel } from "../ui/panel";

/** The ladder of carrying it out: promised while it waits, live while it runs, history afterwards. */
export function PromotionSteps({ view }: { view: PromotionView }) {
  if (view.steps.length === 0)
    return <p className="mt-4 text-text-2">Nothing was carried out: the request ended before it started.</p>;
  const done = view.steps.filter((step) => step.state === "done").length;
  const lead: Partial<Record<PromotionView["state"], string>> = {
    waiting: "Starts by itself once every gate has passed; each step is done once, also after a crash.",
    running: "Under way. Leaving this page loses nothing.",
    failed: "It stopped at the failed step; what was done before stands.",
    done: "All of it was carried out.",
  };
  return (
    <Panel
      className="mt-3"
      title={view.state === "waiting" ? "What will happen" : "Steps"}
      note={view.state === "waiting" ? `${view.steps.length} steps` : `${done} of ${view.steps.length} done`}
    >
      <p className="mb-3 text-text-2">{lead[view.state]}</p>
      <div aria-live="polite">
        <Receipt steps={view.steps} />
      </div>
      {view.state === "waiting" || view.kind === "rollback" ? null : (
        <p className="mt-3 text-12 text-text-2">
          A rollback restores the files, not the data: what the new version wrote to its database stays.
        </p>
      )}
    </Panel>
  );
}
