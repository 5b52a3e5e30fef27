import type { Placement, PlacementDeclaration } from "../fleet";
import type { Problem } from "../problem";
import type { Found } from "./applications";
import type { Layout } from "./files";
import { sourceOf } from "./renderer";

/** The placements of one declaration, and why some of them cannot be: an unknown cluster or namespace, nothing to render. */
export function placementsOf(
  declaration: PlacementDeclaration,
  found: Found,
  regions: ReadonlyMap<string, string | null>,
  layout: Layout,
  /** Without orchestr8.yaml, what is missing here may be declared there later. */
  complete: boolean,
): { placements: Placement[]; problems: Problem[] } {
  const { application, environment, block, file, line, column, origins } = declaration;
  const { cluster, failover_cluster: failover, namespace } = block;
  const here = { file, line, column };
  const severity = complete ? "error" : "warning";
  const problems: Problem[] = [];
  if (cluster === undefined) {
    const message = `${environment} of ${application} names no cluster`;
    problems.push({ code: "fleet.no-cluster", severity, message, hint: 'Add "cluster:"', ...here });
  }
  if (namespace === undefined) {
    const message = `${environment} of ${application} names no namespace`;
    problems.push({ code: "fleet.no-namespace", severity, message, hint: 'Add "namespace:"', ...here });
  }
  if (failover !== undefined && failover === cluster) {
    const { layer: _layer, ...place } = origins.failover_cluster ?? { ...here, layer: "application" };
    problems.push({
      code: "fleet.same-cluster",
      severity: "error",
      message: `${failover} cannot take over from itself`,
      hint: "Name another cluster",
      ...place,
    });
  }
  if (cluster === undefined || namespace === undefined) return { placements: [], problems };

  const on = (target: string, role: Placement["role"]): Placement => {
    const region = regions.get(target) ?? null;
    const fillings = { environment, cluster: target, region, application };
    const {
      source,
      found: exists,
      tried,
      noFlux,
    } = sourceOf(found.application, found.templates, fillings, namespace, layout);
    if (!exists && complete) {
      const message = `Nothing to render for ${environment} of ${application} on ${target}: none of ${tried.map((t) => `${t}/`).join(", ")} can be built`;
      problems.push({
        code: "fleet.no-source",
        severity: "warning",
        message,
        hint: "Add the folder, or name it in the application's entry",
        ...here,
      });
    }
    if (noFlux && complete)
      problems.push({
        code: "fleet.no-flux",
        severity: "warning",
        message: `What Flux does to ${environment} of ${application} on ${target} is not known: there is no ${noFlux.join(", ")}`,
        hint: "Name the file with its Flux Kustomization under flux.file, or take flux: out where nothing applies it so",
        ...here,
      });
    return {
      id: `${application}/${environment}/${target}`,
      application,
      environment,
      cluster: target,
      region,
      role,
      namespace,
      source,
    };
  };
  const placements = [on(cluster, "primary")];
  if (failover !== undefined && failover !== cluster) placements.push(on(failover, "failover"));
  return { placements, problems };
}
