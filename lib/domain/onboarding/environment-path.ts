import { containers, isRegion, isShared, isTemplate, namesStage } from "./words";

/** A folder that belongs to one environment, with the pattern that finds its siblings. */
export type EnvironmentPath = {
  environment: string;
  region: string | null;
  /** `apps/web/overlays/{environment}`. */
  pattern: string;
  /** What lies before the container of environments, such as `apps/web`. */
  before: string;
  /** The container and what follows, from `before`: `overlays/{environment}`. */
  template: string;
  /** Below the environment's own folder; "" for that folder itself. */
  tail: string;
  /** The environment's own folder. */
  folder: string;
  staged: boolean;
  container: string | null;
};

/**
 * The environment that a folder's path names: a stage below a container (`overlays/staging`), else a stage anywhere
 * (`apps/staging`), else whatever lies in a container. Null where none does.
 */
export function environmentIn(path: string): EnvironmentPath | null {
  const segments = path.split("/");
  let [best, at] = [0, -1];
  for (const [i, segment] of segments.entries()) {
    const rank = rankOf(segment, segments[i - 1]);
    if (rank > best) [best, at] = [rank, i];
  }
  const environment = segments[at];
  if (environment === undefined) return null;
  const parent = segments[at - 1];
  const container = parent !== undefined && holds(parent) ? parent : null;
  const start = container === null ? at : at - 1;
  const rest = segments.slice(at + 1);
  const region = rest.find(isRegion) ?? null;
  const template = [
    ...segments.slice(start, at),
    "{environment}",
    ...rest.map((segment) => (segment === region ? "{region}" : segment)),
  ].join("/");
  const before = segments.slice(0, start).join("/");
  return {
    environment,
    region,
    pattern: before === "" ? template : `${before}/${template}`,
    before,
    template,
    tail: rest.filter((segment) => segment !== region).join("/"),
    folder: segments.slice(0, at + 1).join("/"),
    staged: namesStage(environment),
    container,
  };
}

const holds = (name: string): boolean => containers.has(name) || name === "clusters";

function rankOf(segment: string, parent: string | undefined): number {
  if (isShared(segment) || isTemplate(segment)) return 0;
  if (namesStage(segment)) return parent !== undefined && holds(parent) ? 3 : 2;
  return parent !== undefined && containers.has(parent) ? 1 : 0;
}
