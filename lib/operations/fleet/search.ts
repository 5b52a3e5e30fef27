import { fleet as contract } from "@/lib/contract";
import { visibleEnvironments } from "@/lib/domain/permission";
import { answers } from "../definition";
import { openPromotions } from "../open-promotions";

const shown = 8;

/** Applications, environments and open promotions that hold every word; names that begin with the text come first. */
export const search = answers(
  contract.search,
  ["desired", "store"],
  async ({ desired, store }, { text }, { actor }) => {
    const { fleet } = await desired.head();
    const seen =
      actor.kind === "person"
        ? visibleEnvironments(
            actor.teams.map((t) => t.team),
            fleet,
          )
        : fleet.environments.map((e) => e.name);
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (hay: string): boolean => words.every((word) => hay.toLowerCase().includes(word));
    const promotions = (await openPromotions(store)).filter((p) => seen.includes(p.target));
    const hits = [
      ...fleet.applications
        .filter((a) => fits(`${a.name} ${a.team ?? ""}`))
        .map((a) => ({
          kind: "application" as const,
          title: a.name,
          detail: [a.team, a.renderer].filter(Boolean).join(", "),
          href: `/applications/${a.name}`,
          cli: null,
        })),
      ...fleet.environments
        .filter((e) => seen.includes(e.name) && fits(`${e.name} ${e.type}`))
        .map((e) => ({
          kind: "environment" as const,
          title: e.name,
          detail: e.type,
          href: `/environments/${e.name}`,
          cli: `o8 environment render ${e.name}`,
        })),
      ...promotions
        .filter((p) => fits(`${p.application} ${p.target} ${p.toVersion ?? ""} ${p.id}`))
        .map((p) => ({
          kind: "promotion" as const,
          title: `${p.application} ${p.toVersion ?? ""} to ${p.target}`,
          detail: p.state,
          href: `/promotions/${p.id}`,
          cli: `o8 promotion show ${p.id}`,
        })),
    ];
    const begins = (title: string): number => (words[0] && title.toLowerCase().startsWith(words[0]) ? 0 : 1);
    return { hits: hits.sort((a, b) => begins(a.title) - begins(b.title)).slice(0, shown * 3) };
  },
);
