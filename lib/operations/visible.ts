import type { Actor } from "@/lib/domain/actor";
import type { Fleet } from "@/lib/domain/fleet";
import { rolesOf } from "@/lib/domain/permission";
import type { Desired, DesiredState } from "@/lib/ports/desired";
import type { Page } from "@/lib/ports/store/page";
import type { Reads } from "@/lib/ports/store/store";
import type { Ports } from "./definition";

/**
 * The ports as far as one reader may see through them: applications in which every environment says `none` for each of
 * their teams are not there, in no list, search, comparison or render, and neither is what was asked or recorded of
 * them. A query gets these, so one that lists cannot forget to look.
 */
export function visiblePorts(ports: Ports, actor: Actor): Ports {
  if (actor.kind !== "person") return ports;
  const teams = actor.teams.map((membership) => membership.team);
  return { ...ports, desired: visibleDesired(ports.desired, teams), store: visibleStore(ports, teams) };
}

const hiddenIn = (fleet: Fleet, teams: readonly string[]): readonly string[] =>
  fleet.applications
    .filter(({ name }) => rolesOf(teams, fleet, { application: name }).length === 0)
    .map(({ name }) => name);

// What is computed once a state is kept by the state: readers who see the same get the same one.
const kept = new WeakMap<DesiredState, Map<string, DesiredState>>();

/** Who may see what is said by the protected head, also about an older revision. */
function visibleDesired(desired: Desired, teams: readonly string[]): Desired {
  const cut = async (state: DesiredState): Promise<DesiredState> => {
    const { fleet: rules } = await desired.head();
    const hidden = [...new Set([...hiddenIn(rules, teams), ...hiddenIn(state.fleet, teams)])];
    return hidden.length === 0 ? state : without(state, hidden);
  };
  return {
    head: async () => cut(await desired.head()),
    at: async (revision) => {
      const state = await desired.at(revision);
      return state && cut(state);
    },
    edited: (base, writes) => desired.edited(base, writes),
    askedAt: () => desired.askedAt(),
  };
}

function without(state: DesiredState, hidden: readonly string[]): DesiredState {
  const memory = kept.get(state) ?? new Map<string, DesiredState>();
  kept.set(state, memory);
  const key = JSON.stringify(hidden);
  const known = memory.get(key);
  if (known) return known;
  const folders = [state.fleet, state.reading.fleet].flatMap((fleet) =>
    fleet.applications.filter(({ name }) => hidden.includes(name)).map(({ path }) => `${path}/`),
  );
  const { reading } = state;
  const made: DesiredState = {
    ...state,
    fleet: seen(state.fleet, hidden),
    reading: {
      ...reading,
      fleet: seen(reading.fleet, hidden),
      problems: reading.problems.filter(({ file }) => !folders.some((folder) => file?.startsWith(folder))),
      broken: reading.broken.filter((name) => !hidden.includes(name)),
    },
  };
  memory.set(key, made);
  return made;
}

const seen = (fleet: Fleet, hidden: readonly string[]): Fleet => ({
  ...fleet,
  applications: fleet.applications.filter(({ name }) => !hidden.includes(name)),
  declarations: fleet.declarations.filter(({ application }) => !hidden.includes(application)),
  placements: fleet.placements.filter(({ application }) => !hidden.includes(application)),
});

function visibleStore({ desired, store }: Ports, teams: readonly string[]): Reads {
  const hidden = async (): Promise<readonly string[]> => hiddenIn((await desired.head()).fleet, teams);
  /** A page keeps its cursor; what is left out is not counted either. */
  const cut = <T>(page: Page<T>, keep: (item: T) => boolean): Page<T> => {
    const items = page.items.filter(keep);
    return { ...page, items, total: page.total - (page.items.length - items.length) };
  };
  return {
    ...store,
    promotions: {
      ...store.promotions,
      async list(filter, ask) {
        const gone = await hidden();
        return cut(
          await store.promotions.list(filter, ask),
          ({ application }) => !gone.includes(application),
        );
      },
    },
    ledger: {
      ...store.ledger,
      async list(filter, ask) {
        const gone = await hidden();
        const page = await store.ledger.list(filter, ask);
        if (gone.length === 0) return page;
        const ids = [...new Set(page.items.map(({ object }) => object ?? ""))].filter((id) =>
          id.startsWith("prm_"),
        );
        const promotions = await Promise.all(ids.map((id) => store.promotions.get(id)));
        const theirs = new Set(
          promotions.flatMap((promotion) =>
            promotion && gone.includes(promotion.application) ? [promotion.id] : [],
          ),
        );
        return cut(
          page,
          ({ object }) => !theirs.has(object ?? "") && !gone.includes(object?.split("/")[0] ?? ""),
        );
      },
    },
  };
}
