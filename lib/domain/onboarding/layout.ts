import type { Problem } from "../problem";
import type { Source } from "../source";

/** A guess and why it was made, with the files that speak for it. */
export type Evidence = { claim: string; because: string; files: string[] };

/** What the guesses are made from: every path, and the texts that `isOnboardingPath` asks for. */
export type OnboardingFiles = {
  /** The folder's name, for a fleet and application that nothing else names. */
  name: string;
  paths: readonly string[];
  texts: ReadonlyMap<string, string>;
};

/** Where one application of one environment is rendered from. */
export type Spot = {
  environment: string;
  region: string | null;
  source: Source;
  file: string;
  /** The namespace that its kustomization sets; null when it sets none. */
  namespace: string | null;
};

/** One application as the repository's layout shows it; templates are those of docs/fleet-file.md. */
export type Found = {
  name: string;
  /** The folder that its templates begin at; "" is the root. */
  path: string;
  templates:
    | { kind: "kustomize" | "plain"; folders: readonly string[] }
    | { kind: "helm"; chart: string; values: readonly string[] };
  spots: readonly Spot[];
  /** The Flux Kustomizations that apply it, by the pattern of their files and name. */
  flux?: { files: readonly string[]; name: string } | undefined;
  /** Its folder has an environments.yaml, which says everything else. */
  declared: boolean;
  because: string;
  files: readonly string[];
  /** Clusters that have a folder of their own beside those of the environments. */
  clusters: readonly string[];
};

export type Discovery = {
  applications: readonly Found[];
  /** Environment -> its cluster's name, where a file tells it. */
  clusters: ReadonlyMap<string, { cluster: string; files: readonly string[] }>;
  evidence: readonly Evidence[];
  problems: readonly Problem[];
};

export const leftOut = (file: string, message: string, hint?: string): Problem => ({
  code: "onboarding.left-out",
  severity: "info",
  message,
  hint,
  file,
});
