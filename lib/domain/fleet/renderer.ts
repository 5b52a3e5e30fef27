import type { Application } from "../fleet";
import type { Source } from "../source";
import type { ApplicationFile } from "./file-schema";
import { joined, type Layout } from "./files";

/** How an application's manifests are found; `explicit` is null when orchestr8.yaml leaves it to the defaults. */
export type Templates = {
  explicit: Application["renderer"] | null;
  kustomize: readonly string[];
  plain: readonly string[];
  chart: string;
  values: readonly string[];
  release: string | null;
  flux: { files: readonly string[]; name: string; variables: readonly string[] } | null;
};

/** What `{…}` stands for in a template; a template that needs an absent one is skipped. */
export type Fillings = { environment: string; cluster: string; region: string | null; application: string };

const defaults = {
  kustomize: ["clusters/{cluster}", "overlays/{environment}"],
  values: ["values/base.yaml", "values/{environment}.yaml", "values/{cluster}.yaml", "values/{region}.yaml"],
};

const listOf = (value: string | readonly string[] | undefined): readonly string[] | undefined =>
  typeof value === "string" ? [value] : value;

export function templatesOf(
  entry: Pick<ApplicationFile, "kustomize" | "helm" | "plain" | "flux">,
): Templates {
  return {
    explicit: entry.kustomize ? "kustomize" : entry.helm ? "helm" : entry.plain ? "plain" : null,
    kustomize: listOf(entry.kustomize) ?? defaults.kustomize,
    plain: listOf(entry.plain) ?? [],
    chart: entry.helm?.chart ?? "chart",
    values: entry.helm?.values ?? defaults.values,
    release: entry.helm?.release ?? null,
    flux: entry.flux
      ? {
          files: listOf(entry.flux.file) ?? [],
          name: entry.flux.name,
          variables: listOf(entry.flux.variables) ?? [],
        }
      : null,
  };
}

/** Without an explicit choice: Kustomize, unless there is a chart and no overlay. */
export function rendererOf(path: string, templates: Templates, layout: Layout): Application["renderer"] {
  if (templates.explicit) return templates.explicit;
  const overlays = templates.kustomize.some((t) =>
    layout.hasFolder(joined(path, t.slice(0, Math.max(0, t.indexOf("{"))))),
  );
  return !overlays && hasChart(path, templates, layout) ? "helm" : "kustomize";
}

const hasChart = (path: string, templates: Templates, layout: Layout) =>
  layout.has(joined(joined(path, templates.chart), "Chart.yaml"));

export type Sought = {
  source: Source;
  found: boolean;
  tried: readonly string[];
  /** The files that the Flux Kustomization was looked for in, when none of them exists. */
  noFlux?: readonly string[];
};

/** Where a placement is rendered from; `found` is false when no template leads to anything that exists. */
export function sourceOf(
  application: Application,
  templates: Templates,
  fillings: Fillings,
  namespace: string,
  layout: Layout,
): Sought {
  const { path, renderer } = application;
  const expand = (all: readonly string[]) =>
    all.flatMap((t) => filled(t, fillings) ?? []).map((t) => joined(path, t));
  if (renderer === "helm") {
    const [chart = ""] = expand([templates.chart]);
    const values = expand(templates.values).filter((file) => layout.has(file));
    const release = filled(templates.release ?? application.name, fillings) ?? application.name;
    return {
      source: { kind: "helm", chart, values, release, namespace },
      found: layout.has(joined(chart, "Chart.yaml")),
      tried: [chart],
    };
  }
  const tried = expand(renderer === "kustomize" ? templates.kustomize : templates.plain);
  const usable =
    renderer === "kustomize" ? (folder: string) => isKustomization(folder, layout) : layout.hasFolder;
  const folder = tried.find(usable);
  const place = { path: folder ?? tried.at(-1) ?? path };
  const found = folder !== undefined;
  if (templates.flux === null) return { source: { kind: renderer, ...place }, found, tried };
  const files = expand(templates.flux.files);
  const file = files.find(layout.has);
  // A folder of plain manifests is built by kustomize, too: Flux writes it a kustomization.
  const source: Source = {
    kind: "kustomize",
    ...place,
    flux: {
      file: file ?? files.at(-1) ?? path,
      name: filled(templates.flux.name, fillings) ?? templates.flux.name,
      variables: expand(templates.flux.variables).filter(layout.has),
    },
  };
  return { source, found, tried, ...(file === undefined ? { noFlux: files } : {}) };
}

// The three names kustomize itself looks for.
const isKustomization = (folder: string, layout: Layout): boolean =>
  ["kustomization.yaml", "kustomization.yml", "Kustomization"].some((file) =>
    layout.has(joined(folder, file)),
  );

function filled(template: string, fillings: Fillings): string | null {
  let complete = true;
  const text = template.replaceAll(/\{(\w+)\}/g, (whole, word: string) => {
    const value = Object.hasOwn(fillings, word) ? fillings[word as keyof Fillings] : whole;
    if (value === null) complete = false;
    return value ?? "";
  });
  return complete ? text : null;
}
