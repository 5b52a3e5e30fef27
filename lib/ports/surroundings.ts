/** What the settings page may tell about how this installation was started; no secret is in it. */
export type SurroundingsFacts = {
  demo: boolean;
  version: string;
  store: { kind: "pglite" | "postgresql"; detail: string; version: string };
  repository: { remote: string; branch: string };
  identityProvider: { kind: "oidc"; issuer: string } | { kind: "demo" } | { kind: "none" };
  node: string;
  /** For how many days costs are kept: single samples, hours, and days by namespace and label. Null: they are not. */
  kept: { samplesDays: number; hoursDays: number; partsDays: number } | null;
};

export interface Surroundings {
  facts(): SurroundingsFacts;
}
