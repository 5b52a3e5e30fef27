import type { Edit } from "./edit";
import { replace } from "./edit";

export type ExampleEnvironment = "dev" | "integration" | "staging" | "production";
export const environments: readonly ExampleEnvironment[] = ["dev", "integration", "staging", "production"];

const helm = ["checkout", "catalog", "search"];

/** The file that says which version of an application runs in an environment. */
export const versionFile = (application: string, environment: ExampleEnvironment): string =>
  helm.includes(application)
    ? `apps/${application}/values/${environment}.yaml`
    : `apps/${application}/overlays/${environment}/kustomization.yaml`;

const line = (application: string, version: string): string =>
  helm.includes(application) ? `    tag: "${version}"` : `    newTag: "${version}"`;

export const setVersion = (
  application: string,
  environment: ExampleEnvironment,
  from: string,
  to: string,
): Edit => replace(versionFile(application, environment), line(application, from), line(application, to));
