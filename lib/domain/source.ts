/** What is rendered for one placement; every path is relative to the repository's root. */
export type Source =
  | {
      kind: "kustomize";
      path: string;
      /** The Flux Kustomization that applies the folder; absent where none does. */
      flux?: FluxReference | undefined;
    }
  | {
      kind: "helm";
      chart: string;
      /** In order of precedence, weakest first; missing files were dropped when the fleet was read. */
      values: readonly string[];
      release: string;
      namespace: string;
    }
  | { kind: "plain"; path: string };

/** A Flux Kustomization by its file and name. */
export type FluxReference = {
  file: string;
  name: string;
  /** Files with the ConfigMaps and Secrets that it substitutes from; none: those below the file's own folder. */
  variables: readonly string[];
};
