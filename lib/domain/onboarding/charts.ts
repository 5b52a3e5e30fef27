import { ENVIRONMENTS_FILE, joined } from "../fleet/files";
import type { Problem } from "../problem";
import { folderOf, lastOf } from "./kustomization";
import type { Found, OnboardingFiles, Spot } from "./layout";
import { tellingName } from "./name";
import { isRegion, isShared, isTemplate, namesStage } from "./words";

/** `layer` is set for what is no environment: `{region}`, `{cluster}`, or shared by all. */
type Values = {
  file: string;
  template: string;
  environment: string | null;
  layer: "shared" | "region" | "cluster" | null;
  chart: string;
};

/** Charts of the repository that have values for each environment, in whatever way the files are named. */
export function chartsOf(files: OnboardingFiles): { found: Found[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const charts = new Set(
    files.paths
      .filter((path) => lastOf(path) === "Chart.yaml")
      .map(folderOf)
      // A chart inside another's charts/ is a part of that one.
      .filter(
        (folder, _, all) =>
          !all.some((other) => folder.startsWith(other === "" ? "charts/" : `${other}/charts/`)),
      ),
  );
  const byChart = new Map<string, Values[]>();
  for (const file of files.paths) {
    const named = valuesName(file);
    if (named === null || file.split("/").some(isTemplate)) continue;
    const chart = chartFor(file, charts);
    if (chart === null) {
      if (named.environment !== null) problems.push(withoutChart(file));
      continue;
    }
    const list = byChart.get(chart) ?? [];
    list.push({ file, chart, ...named });
    byChart.set(chart, list);
  }
  const paths = new Set(files.paths);
  const found = [...byChart].flatMap(([chart, values]): Found[] => {
    const stages = [...new Set(values.flatMap((v) => v.environment ?? []))];
    return stages.length === 0 ? [] : [applicationOf(chart, values, stages, paths)];
  });
  return { found, problems };
}

/** `values-staging.yaml`, `values/staging.yaml`, `staging/values.yaml`, `staging-values.yaml`; null for anything else. */
function valuesName(file: string): Omit<Values, "file" | "chart"> | null {
  const [name, folder] = [lastOf(file), folderOf(file)];
  const stem = /^(.+)\.ya?ml$/.exec(name)?.[1];
  if (stem === undefined) return null;
  const parent = lastOf(folder);
  const word =
    /^values[-_.](.+)$/.exec(stem)?.[1] ??
    /^(.+)[-_.]values$/.exec(stem)?.[1] ??
    (/^(helm-)?values$/.test(parent) ? stem : null);
  if (word !== null) return kindOf(word, (with_) => joined(folder, name.replace(word, with_)));
  if (stem !== "values" || !namesStage(parent)) return null;
  return kindOf(parent, (with_) => joined(folderOf(folder), `${with_}/${name}`));
}

function kindOf(word: string, template: (with_: string) => string): Omit<Values, "file" | "chart"> | null {
  // Such as prod-cluster-secondary: what one cluster has in its own way.
  if (/(^|[-_.])cluster([-_.]|$)/.test(word))
    return { environment: null, layer: "cluster", template: template("{cluster}") };
  if (namesStage(word)) return { environment: word, layer: null, template: template("{environment}") };
  if (isRegion(word)) return { environment: null, layer: "region", template: template("{region}") };
  return isShared(word) ? { environment: null, layer: "shared", template: template(word) } : null;
}

/** The nearest chart above a values file, or the only one beside it. */
function chartFor(file: string, charts: ReadonlySet<string>): string | null {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    if (charts.has(folder)) return folder;
    const below = [...charts].filter((chart) => {
      const rest =
        folder === "" ? chart : chart.startsWith(`${folder}/`) ? chart.slice(folder.length + 1) : null;
      return rest !== null && /^(chart|helm|charts\/[^/]+|helm\/[^/]+|[^/]+)$/.test(rest);
    });
    if (below.length === 1) return below[0] ?? null;
    if (below.length > 1 || folder === "") return null;
  }
}

function applicationOf(
  chart: string,
  values: readonly Values[],
  stages: readonly string[],
  paths: ReadonlySet<string>,
): Found {
  const path = /^(chart|helm)$/.test(lastOf(chart)) ? folderOf(chart) : chart;
  const within = (target: string): string => {
    if (target === path) return ".";
    if (path === "") return target;
    return target.startsWith(`${path}/`) ? target.slice(path.length + 1) : `/${target}`;
  };
  const inOrder = [
    ...values.filter((v) => v.layer === "shared"),
    ...values.filter((v) => v.environment !== null),
    ...values.filter((v) => v.layer === "cluster"),
    ...values.filter((v) => v.layer === "region"),
  ];
  const spots = stages.map((environment): Spot => {
    const own = inOrder.filter((v) => v.layer === "shared" || v.environment === environment);
    return {
      environment,
      region: null,
      source: {
        kind: "helm",
        chart,
        values: own.map((v) => v.file),
        release: "release",
        namespace: "default",
      },
      file: own.find((v) => v.environment !== null)?.file ?? joined(chart, "Chart.yaml"),
      namespace: null,
    };
  });
  return {
    name: tellingName(chart) ?? "",
    path,
    templates: {
      kind: "helm",
      chart: within(chart),
      values: [...new Set(inOrder.map((v) => within(v.template)))],
    },
    spots,
    declared: paths.has(joined(path, ENVIRONMENTS_FILE)),
    because: `the chart ${chart || "."} has values files`,
    files: [joined(chart, "Chart.yaml"), ...inOrder.map((v) => v.file)],
    clusters: [],
  };
}

const withoutChart = (file: string): Problem => ({
  code: "onboarding.no-chart",
  severity: "warning",
  message: `${file} holds values for an environment, and no chart of this repository takes them`,
  hint: "Put the chart beside them, or name both under applications: with helm",
  file,
});
