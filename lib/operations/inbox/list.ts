import { inbox as contract } from "@/lib/contract";
import { counted } from "@/lib/domain/promotion/sentence";
import { answers } from "../definition";
import { openPromotions } from "../open-promotions";
import { promotionItem } from "../promotion/item";

const recentShown = 10;

export const list = answers(contract.list, ["desired", "store", "repo"], async (ports, _input, context) => {
  const { actor, now } = context;
  const person = actor.kind === "person" ? actor.id : null;
  const items = await Promise.all(
    (await openPromotions(ports.store)).map((promotion) => promotionItem(ports, promotion, context)),
  );
  const blocks = items
    .filter((item) => item.waitsForMe !== null)
    .sort((a, b) => (a.requestedAt < b.requestedAt ? -1 : 1));
  const mine = items.filter((item) => item.requestedBy?.id === person && !blocks.includes(item));
  const ended =
    person === null
      ? []
      : (
          await ports.store.promotions.list(
            { states: ["done", "failed", "rejected"], requestedBy: person },
            { limit: recentShown },
          )
        ).items;
  const others = items.filter((item) => !blocks.includes(item) && !mine.includes(item));
  return {
    asOf: now.toISOString(),
    groups: [
      { key: "blocks" as const, title: "Waits for you", items: blocks },
      { key: "mine" as const, title: "Yours, in flight", items: mine },
      {
        key: "recent" as const,
        title: "Yours, ended",
        items: await Promise.all(ended.map((promotion) => promotionItem(ports, promotion, context))),
      },
    ],
    elsewhere:
      others.length > 0
        ? [
            {
              text: `${counted(others.length, "promotion")} ${others.length === 1 ? "waits" : "wait"} for others`,
              href: "/promotions",
            },
          ]
        : [],
  };
});
