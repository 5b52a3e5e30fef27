import type { ApplicationView } from "@/lib/contract/application";
import type { Ports } from "../definition";
import type { DeclaredVersion } from "../version-history";

const shown = 12;

/** What happened last: versions declared, checks reported, promotions asked for and ended; newest first. */
export async function applicationEvents(
  { store }: Pick<Ports, "store">,
  application: string,
  histories: ReadonlyMap<string, readonly DeclaredVersion[]>,
  now: Date,
): Promise<ApplicationView["events"]> {
  const [checks, promotions] = await Promise.all([
    store.checks.history({ application, limit: shown }),
    store.promotions.list({ application }, { limit: shown }),
  ]);
  const people = new Map(
    (await store.people.many(promotions.items.map((p) => p.requestedBy))).map((person) => [
      person.id,
      person.name,
    ]),
  );
  const events: ApplicationView["events"] = [
    ...[...histories.values()].flat().map((declared) => ({
      at: declared.at,
      status: { kind: "healthy" as const, word: "declared", reason: null },
      text: `${declared.version} declared in ${declared.environment}`,
      detail: `${declared.subject}, ${declared.author}`,
      href: null,
    })),
    ...checks.map((check) => ({
      at: check.at.toISOString(),
      status: {
        kind:
          check.result === "passed"
            ? ("healthy" as const)
            : check.result === "failed"
              ? ("failed" as const)
              : ("unknown" as const),
        word: check.result,
        reason: null,
      },
      text: `${check.check} ${check.result} in ${check.environment}`,
      detail: check.details,
      href: check.link,
    })),
    ...promotions.items.map((promotion) => ({
      at: promotion.requestedAt.toISOString(),
      status: { kind: "waiting" as const, word: "asked for", reason: null },
      text: `${promotion.toVersion ?? "a change"} to ${promotion.target} asked for`,
      detail: people.get(promotion.requestedBy) ?? promotion.requestedBy,
      href: `/promotions/${promotion.id}`,
    })),
    ...promotions.items
      .filter((promotion) => promotion.finishedAt !== null)
      .map((promotion) => ({
        at: promotion.finishedAt?.toISOString() ?? now.toISOString(),
        status: {
          kind:
            promotion.state === "done"
              ? ("healthy" as const)
              : promotion.state === "failed"
                ? ("failed" as const)
                : ("unknown" as const),
          word: promotion.state,
          reason: null,
        },
        text: `${promotion.toVersion ?? "the change"} to ${promotion.target} ${promotion.state}`,
        detail: promotion.outcome,
        href: `/promotions/${promotion.id}`,
      })),
  ];
  return events.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, shown);
}
