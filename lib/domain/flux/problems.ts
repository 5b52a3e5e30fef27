import type { Problem } from "../problem";
import { field } from "../release-writer";
import { resolveRepoPath } from "../repo-path";
import { placeOf } from "../yaml/located";
import { type FluxKustomization, placeOfFlux } from "./kustomization";

/** What Flux does with the objects that rendering a folder of this repository cannot show, each at its line. */
export function fluxProblems(flux: FluxKustomization, folder: string): Problem[] {
  const problems: Problem[] = [];
  const warn = (code: Problem["code"], key: string, message: string, hint?: string): void => {
    const located = field(field(flux.root, "spec"), key);
    problems.push({
      code,
      severity: "warning",
      message,
      hint,
      ...(located ? placeOf(located) : placeOfFlux(flux)),
    });
  };
  const applied = resolveRepoPath("", flux.path === "" ? "." : flux.path.replace(/^\/+/, ""));
  if (flux.source?.kind === "GitRepository" && applied !== folder)
    warn(
      "flux.source",
      "path",
      `Flux applies ${applied === "" ? "the repository's root" : (applied ?? flux.path)} as ${flux.name}; only its part ${folder || "the root"} is rendered, with what ${flux.name} changes`,
      "Patches of that folder's own kustomization are not in it",
    );
  if (flux.source?.kind === "OCIRepository" || flux.source?.kind === "Bucket")
    warn(
      "flux.source",
      "sourceRef",
      `Flux takes ${flux.name} from the ${flux.source.kind} ${flux.source.name}; what is rendered is this repository's folder, which need not be the same`,
    );
  if (flux.decrypts)
    warn(
      "flux.encrypted",
      "decryption",
      `Flux decrypts objects of ${flux.name} as it applies them: what is encrypted is not known here`,
    );
  if (flux.suspended)
    warn("flux.inactive", "suspend", `${flux.name} is suspended: Flux applies no change of it`);
  if (flux.elsewhere)
    warn(
      "flux.inactive",
      "kubeConfig",
      `Flux applies ${flux.name} to the cluster that a kubeconfig names, which need not be this environment's`,
    );
  return problems;
}
