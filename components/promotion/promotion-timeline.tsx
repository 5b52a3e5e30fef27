import {
  CheckCheck,
  Circle,
  GitCommitHorizontal,
  type LucideIcon,
  MessageSquare,
  OctagonX,
  RotateCw,
  Send,
  ThumbsDown,
  ThumbsUp,
  Undo2,
} from "lucide-react";
import type { PromotionView } from "@/lib/contract/promotion-view";
import { When } from "../time/when";
import { keyed } from "../ui/keyed";
import { Panel } from "../ui/panel";

const icons: Readonly<Record<string, LucideIcon>> = {
  requested: Send,
  comment: MessageSquare,
  commented: MessageSquare,
  approved: ThumbsUp,
  rejected: ThumbsDown,
  withdrawn: Undo2,
  retried: RotateCw,
  failed: OctagonX,
  done: CheckCheck,
  committed: GitCommitHorizontal,
};

/** Everything that was said and done, the newest last, as it happened. */
export function PromotionTimeline({ view }: { view: PromotionView }) {
  return (
    <Panel className="mt-3" title="Timeline" note="times in your zone, oldest first" flush>
      <ol>
        {keyed(view.timeline, (item) => `${item.at} ${item.kind} ${item.text}`).map(({ key, item }) => {
          const Icon = icons[item.kind] ?? Circle;
          return (
            <li
              key={key}
              className="grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2.5 border-t border-line px-3.5 py-2 first:border-t-0"
            >
              <Icon aria-hidden className="mt-0.5 text-text-3" />
              <span className="min-w-0">
                <b className="font-medium">{item.actor}</b> <span className="text-text-2">{item.text}</span>
                {item.detail ? (
                  <span className="mt-0.5 block border-l-2 border-line pl-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
                    {item.detail}
                  </span>
                ) : null}
              </span>
              <span className="text-11 text-text-3">
                <When at={item.at} asOf={view.asOf} />
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

/** How many comments stand in the timeline. */
export const commentsOf = (view: PromotionView): number =>
  view.timeline.filter((item) => icons[item.kind] === MessageSquare).length;
