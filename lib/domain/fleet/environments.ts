import type { Environment, EnvironmentType } from "../fleet";
import type { Problem } from "../problem";
import { keyPlace, valueAt } from "../yaml/located";
import { inOrder, namesIn, placeIn, type Root } from "./root";

const byName: readonly (readonly [RegExp, EnvironmentType])[] = [
  [/^(non-?prod|dev|local|sandbox|feature|preview)/i, "development"],
  [/(pre-?prod|stag|stg|uat|accept|canary)/i, "staging"],
  [/(^|[-_.])(prd|prod|production|live)([-_.\d]|$)/i, "production"],
  [/(^|[-_.])(int|integration|test|testing|qa|ci)([-_.\d]|$)/i, "integration"],
  [/(^|[-_.])dev/i, "development"],
];

/** What an environment's name says about its type; null when it says nothing. */
export const typeOfName = (name: string): EnvironmentType | null =>
  byName.find(([pattern]) => pattern.test(name))?.[1] ?? null;

const ranks: Readonly<Record<EnvironmentType, number>> = {
  development: 0,
  integration: 1,
  staging: 2,
  production: 3,
};

/**
 * The fleet's environments in promotion order: as orchestr8.yaml lists them, or, when it lists none, those that
 * the applications use, ordered by the type that their names suggest.
 */
export function environmentsOf(
  root: Root,
  used: readonly string[],
): { environments: Environment[]; problems: Problem[] } {
  const problems: Problem[] = [];
  if (namesIn(root, "environments").length === 0) {
    const found = [...new Set(used)].map((name) => ({
      name,
      type: typeOfName(name) ?? ("integration" as const),
    }));
    found.sort((a, b) => ranks[a.type] - ranks[b.type]);
    return { environments: found.map((e, order) => ({ ...e, order, place: null })), problems };
  }
  const environments = inOrder(root, "environments", root.file.environments).map(
    ([name, declared], order): Environment => {
      const type = declared.type ?? typeOfName(name);
      const map = root.located && valueAt(root.located, ["environments"]);
      if (type === null && map) {
        const message = `The name "${name}" does not say which type of environment it is`;
        const hint = "Add type: development, integration, staging or production";
        problems.push({
          code: "fleet.missing-key",
          severity: "error",
          message,
          hint,
          ...keyPlace(map, name),
        });
      }
      // Until somebody says otherwise the strictest rules hold.
      return { name, order, type: type ?? "production", place: placeIn(root, "environments", name) };
    },
  );
  return { environments, problems };
}
