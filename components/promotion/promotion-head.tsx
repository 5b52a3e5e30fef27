import type { PromotionView } from "@/lib/contract/promotion-view";
import { PageHead } from "../frame/page";
import { ProdLabel } from "../frame/prod-label";
import { Freshness } from "../time/freshness";
import { When } from "../time/when";
import { Callout } from "../ui/callout";
import { Link } from "../ui/link";
import { reviewHref, titleOf } from "./title";

/** What moves where, who asked and when, and how old this view is. */
export function PromotionHead({
  view,
  failed,
  onRetry,
}: {
  view: PromotionView;
  failed?: string | undefined;
  onRetry: () => void;
}) {
  return (
    <PageHead
      title={
        <>
          {titleOf(view)}
          {view.production ? <ProdLabel /> : null}
        </>
      }
      sub={
        <>
          asked {view.requestedBy ? "by " : "for "}
          <b className="text-text">{view.requestedBy?.name ?? "automatically"}</b>{" "}
          <When at={view.requestedAt} asOf={view.asOf} />
        </>
      }
      asOf={<Freshness at={view.asOf} reason={failed} onRetry={onRetry} />}
    >
      <p className="text-text-2">{view.subtitle}</p>
    </PageHead>
  );
}

/** The plan moved since it was asked for or approved: said before anything else, with what changed. */
export function MovedBanner({ moved }: { moved: PromotionView["moved"] }) {
  if (!moved) return null;
  return (
    <section
      aria-label="The plan moved"
      className="mb-3 rounded-lg border border-line bg-attention-bg px-3.5 py-2.5"
    >
      <p className="font-semibold">{moved.message}</p>
      {moved.changes.length > 0 ? (
        <ul className="mt-1 grid list-disc gap-0.5 pl-5 text-text-2">
          {moved.changes.map((change) => (
            <li key={change} className="[overflow-wrap:anywhere]">
              {change}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** An ended request leads on to the one that took its place. */
export function SupersededNote({ by }: { by: string | null }) {
  if (!by) return null;
  return (
    <Callout className="mb-3 text-13">
      A newer request took its place.{" "}
      <Link href={reviewHref(by)} className="underlined font-medium text-text">
        Open the newer one
      </Link>
    </Callout>
  );
}
