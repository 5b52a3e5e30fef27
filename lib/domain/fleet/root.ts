import type {
  ChangeWindow,
  ClusterDeclaration,
  ComparePolicy,
  EnvironmentBlock,
  Fleet,
  Freeze,
  Team,
} from "../fleet";
import type { Place, Problem } from "../problem";
import { keyPlace, type Located, placeOf, valueAt } from "../yaml/located";
import { readSimpleYaml } from "../yaml/simple";
import { conform } from "./conform";
import { type FleetFile, fleetFileSchema } from "./file-schema";
import { FLEET_FILE } from "./files";
import type { LayerBlock } from "./layers";
import { trusted } from "./trusted";

/** orchestr8.yaml after reading: its own values, and the YAML behind them for places. */
export type Root = {
  file: FleetFile;
  /** Null when there is no file, or nothing in it could be read. */
  located: Located | null;
  problems: readonly Problem[];
};

export const emptyRoot: Root = { file: {}, located: null, problems: [] };

export function readRoot(text: string): Root {
  const reading = readSimpleYaml(text, FLEET_FILE);
  const [document, second] = reading.documents;
  const problems = [...reading.problems];
  if (second?.contents) {
    const message = "Only the first document of orchestr8.yaml is read";
    problems.push({ code: "fleet.invalid-value", severity: "error", message, ...placeOf(second.contents) });
  }
  if (!document?.contents) return { file: {}, located: null, problems };
  const checked = conform(document.contents, fleetFileSchema);
  problems.push(...trusted(checked.problems, document, reading.source));
  return { file: checked.value ?? {}, located: checked.value ? document.contents : null, problems };
}

/** The names below a top-level key, broken ones too, so that one bad entry makes no second problem elsewhere. */
export function namesIn(root: Root, section: string): string[] {
  const map = root.located && valueAt(root.located, [section]);
  return map?.kind === "map" ? [...map.entries.keys()] : [];
}

export function placeIn(root: Root, ...path: (string | number)[]): Place | null {
  if (root.located === null) return null;
  const last = path.at(-1);
  const holder = valueAt(root.located, path.slice(0, -1));
  if (holder?.kind === "map" && last !== undefined) return keyPlace(holder, String(last));
  const value = valueAt(root.located, path);
  return value ? placeOf(value) : null;
}

type Declared = Omit<Fleet, "environments" | "applications" | "declarations" | "placements">;

/** Everything of the fleet that orchestr8.yaml alone decides, with its defaults. */
export function declared(root: Root, fallbackName: string): Declared {
  const { file } = root;
  const zone = file.zone ?? "UTC";
  return {
    name: file.name ?? fallbackName,
    branch: file.branch ?? "main",
    currency: file.currency ?? "EUR",
    zone,
    clusters: inOrder(root, "clusters", file.clusters).map(
      ([name, c]): ClusterDeclaration => ({
        name,
        region: c.region ?? null,
        zones: c.zones ?? [],
        context: c.context ?? null,
        failover: c.failover ?? null,
        metrics: c.metrics ? { prometheus: c.metrics.prometheus, labels: c.metrics.labels ?? {} } : null,
        costs: c.costs ? { opencost: c.costs.opencost, currency: c.costs.currency ?? "USD" } : null,
        place: placeIn(root, "clusters", name),
      }),
    ),
    teams: inOrder(root, "teams", file.teams).map(
      ([name, t]): Team => ({
        name,
        groups: t.groups ?? [],
        required: t.required ?? 1,
        ...(t.budget?.monthly === undefined ? {} : { budget: t.budget.monthly }),
        place: placeIn(root, "teams", name),
      }),
    ),
    roles: { admin: file.roles?.admin ?? [], manager: file.roles?.manager ?? [] },
    windows: inOrder(root, "change_windows", file.change_windows).map(
      ([name, w]): ChangeWindow => ({
        name,
        ...w,
        zone: w.zone ?? zone,
        place: placeIn(root, "change_windows", name),
      }),
    ),
    freezes: (file.freezes ?? []).map((f): Freeze => {
      const place = placeOfItem(root, ["freezes"], { name: f.name });
      return {
        ...f,
        zone: f.zone ?? zone,
        environments: f.environments ?? [],
        reason: f.reason ?? "",
        place,
      };
    }),
    compare: comparePolicy(root),
    renderAllow: { remotes: file.render?.remotes ?? [] },
  };
}

function comparePolicy(root: Root): ComparePolicy {
  const { expect = [], tokens = {} } = root.file.compare ?? {};
  return {
    tokens,
    expect: expect.map((rule) => ({
      ...rule,
      place: placeOfItem(root, ["compare", "expect"], rule),
    })),
  };
}

/** The place of a list item by what it says, as items that did not fit were left out. */
function placeOfItem(root: Root, path: string[], said: Readonly<Record<string, unknown>>): Place | null {
  const list = root.located && valueAt(root.located, path);
  const item =
    list?.kind === "list"
      ? list.items.find((i) =>
          Object.entries(said).every(([key, value]) => {
            const v = valueAt(i, [key]);
            return value === undefined || (v?.kind === "scalar" && v.value === value);
          }),
        )
      : undefined;
  return item ? placeOf(item) : null;
}

/** A section's entries in the order of the file: objects alone would put a key such as "1" first. */
export function inOrder<T>(
  root: Root,
  section: string,
  entries: Readonly<Record<string, T>> | undefined,
): [string, T][] {
  return namesIn(root, section).flatMap((name): [string, T][] => {
    const value = entries && Object.hasOwn(entries, name) ? entries[name] : undefined;
    return value === undefined ? [] : [[name, value]];
  });
}

/** The layers of orchestr8.yaml below an application's own block. */
export function rootLayers(root: Root, environment: string, cluster: string | undefined): LayerBlock[] {
  const layers: LayerBlock[] = [];
  const add = (layer: LayerBlock["layer"], block: EnvironmentBlock | undefined, ...path: string[]) => {
    const located = root.located && valueAt(root.located, path);
    if (block !== undefined && located) layers.push({ layer, block, located });
  };
  const { file } = root;
  add("base", file.defaults, "defaults");
  const { type: _type, ...keys } = file.environments?.[environment] ?? {};
  add("environment", keys, "environments", environment);
  if (cluster === undefined) return layers;
  add("cluster", file.clusters?.[cluster]?.settings, "clusters", cluster, "settings");
  const region = file.clusters?.[cluster]?.region;
  if (region !== undefined) add("region", file.regions?.[region]?.settings, "regions", region, "settings");
  return layers;
}
