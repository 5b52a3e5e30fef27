import type { Actor } from "@/lib/domain/actor";
import { wild } from "@/lib/domain/diff/expectation";
import type { Fleet } from "@/lib/domain/fleet";
import { fluxFiles } from "@/lib/domain/flux/check";
import { type Hidden, hiddenFrom, type Place } from "@/lib/domain/permission";
import type { Problem } from "@/lib/domain/problem";
import type { Desired, DesiredState } from "@/lib/ports/desired";
import type { Reads } from "@/lib/ports/store/store";
import type { Ports } from "./definition";

/**
 * The ports as far as one reader may see through them: places whose every declaration says `none` to each of their
 * teams are not there, in no list, search, comparison or render, and neither is what was asked or recorded of them. A
 * query gets these, so one that lists cannot forget to look. All places of `whole` stay, for the query that needs them.
 */
export function visiblePorts(ports: Ports, actor: Actor, whole?: string): Ports {
  if (actor.kind !== "person") return ports;
  const teams = actor.teams.map((membership) => membership.team);
  const hiddenOf = (fleet: Fleet): Hidden => {
    const { applications, places } = hiddenFrom(teams, fleet);
    return {
      applications,
      places: places.filter(({ application }) => application !== whole || applications.includes(application)),
    };
  };
  return {
    ...ports,
    desired: visibleDesired(ports.desired, hiddenOf),
    store: visibleStore(ports, hiddenOf),
  };
}

// What is computed once a state is kept by the state: readers who see the same get the same one.
const kept = new WeakMap<DesiredState, Map<string, DesiredState>>();

/** Who may see what is said by the protected head, also about an older revision. */
function visibleDesired(desired: Desired, hiddenOf: (fleet: Fleet) => Hidden): Desired {
  const cut = async (state: DesiredState): Promise<DesiredState> => {
    const rules = hiddenOf((await desired.head()).fleet);
    const then = hiddenOf(state.fleet);
    const hidden: Hidden = {
      applications: [...new Set([...rules.applications, ...then.applications])],
      places: [
        ...new Map([...rules.places, ...then.places].map((place) => [placeKey(place), place])).values(),
      ],
    };
    return hidden.places.length + hidden.applications.length === 0 ? state : without(state, hidden);
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

function without(state: DesiredState, hidden: Hidden): DesiredState {
  const memory = kept.get(state) ?? new Map<string, DesiredState>();
  kept.set(state, memory);
  const key = JSON.stringify(hidden);
  const known = memory.get(key);
  if (known) return known;
  const folders = [state.fleet, state.reading.fleet].flatMap((fleet) =>
    fleet.applications.filter(({ name }) => hidden.applications.includes(name)).map(({ path }) => `${path}/`),
  );
  const inside = (file: string): boolean => folders.some((folder) => file.startsWith(folder));
  const { reading } = state;
  const open = seen(reading.fleet, hidden);
  const flux = new Set(fluxFiles(open));
  const told = ({ code, file }: Problem): boolean =>
    file === undefined || (code.startsWith("flux.") ? flux.has(file) : !inside(file));
  const made: DesiredState = {
    ...state,
    fleet: seen(state.fleet, hidden),
    paths: new Set([...state.paths].filter((path) => !inside(path))),
    reading: {
      ...reading,
      fleet: open,
      problems: reading.problems.filter(told),
      broken: reading.broken.filter((name) => !hidden.applications.includes(name)),
    },
  };
  memory.set(key, made);
  return made;
}

function seen(fleet: Fleet, { applications, places }: Hidden): Fleet {
  const closed = new Set(places.map(placeKey));
  const open = (place: Place): boolean =>
    !applications.includes(place.application) && !closed.has(placeKey(place));
  const seenApplications = fleet.applications.filter(({ name }) => !applications.includes(name));
  const closedNames = [...applications, ...places.map(({ application }) => application)];
  // Rules keep their positions, by which the fleet file is spoken of.
  const expect = fleet.compare.expect.map((rule) => {
    const speaksOf = (name: string) => rule.application === undefined || wild(rule.application).test(name);
    if (!closedNames.some(speaksOf)) return rule;
    const alone = !seenApplications.some(({ name }) => speaksOf(name));
    return { ...rule, closed: alone ? ("all" as const) : ("some" as const) };
  });
  return {
    ...fleet,
    partial: true,
    compare: { ...fleet.compare, expect },
    applications: seenApplications,
    declarations: fleet.declarations.filter(open),
    placements: fleet.placements.filter(open),
  };
}

const placeKey = ({ application, environment }: Place): string => `${application}/${environment}`;

/** Lists are cut by the store, so that their pages are full and their totals true. */
function visibleStore({ desired, store }: Ports, hiddenOf: (fleet: Fleet) => Hidden): Reads {
  const without = async (): Promise<Hidden> => hiddenOf((await desired.head()).fleet);
  return {
    ...store,
    promotions: {
      ...store.promotions,
      list: async (filter, ask) => store.promotions.list({ ...filter, without: await without() }, ask),
    },
    ledger: {
      ...store.ledger,
      list: async (filter, ask) => store.ledger.list({ ...filter, without: await without() }, ask),
    },
  };
}
