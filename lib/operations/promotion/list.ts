import { promotion as contract } from "@/lib/contract";
import { visibleEnvironments } from "@/lib/domain/permission";
import type { PromotionState } from "@/lib/domain/promotion-state";
import { answers } from "../definition";
import { promotionItem } from "./item";

const open: readonly PromotionState[] = ["waiting", "running"];
const closed: readonly PromotionState[] = ["done", "failed", "withdrawn", "rejected", "superseded"];

export const list = answers(
  contract.list,
  ["desired", "store", "repo"],
  async (ports, { state, application, environment, cursor, limit }, context) => {
    const { fleet } = await ports.desired.head();
    const { actor } = context;
    const seen =
      actor.kind === "person"
        ? visibleEnvironments(
            actor.teams.map((t) => t.team),
            fleet,
          )
        : fleet.environments.map((e) => e.name);
    const page = await ports.store.promotions.list(
      { ...(state === "all" ? {} : { states: state === "open" ? open : closed }), application, environment },
      { cursor, limit },
    );
    return {
      items: await Promise.all(page.items.map((promotion) => promotionItem(ports, promotion, context))),
      next: page.next,
      total: page.total,
      asOf: context.now.toISOString(),
      applications: fleet.applications.map((one) => one.name),
      environments: fleet.environments.map((one) => one.name).filter((name) => seen.includes(name)),
    };
  },
);
