/** What is rendered for one placement; every path is relative to the repository's root. */
export type Source =
  | { kind: "kustomize"; path: string }
  | {
      kind: "helm";
      chart: string;
      /** In order of precedence, weakest first; missing files were dropped when the fleet was read. */
      values: readonly string[];
      release: string;
      namespace: string;
    }
  | { kind: "plain"; path: string };
