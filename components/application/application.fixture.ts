import type { ApplicationView, Stage } from "@/lib/contract/application";
import type { StatusView } from "@/lib/contract/view";

export const asOf = "2026-11-20T13:02:31.000Z";
export const minutesAgo = (minutes: number): string =>
  new Date(Date.parse(asOf) - minutes * 60_000).toISOString();
export const healthy: StatusView = { kind: "healthy", word: "healthy", reason: null };

export const placement = (
  cluster: string,
  part: Partial<Stage["placements"][number]> = {},
): Stage["placements"][number] => ({
  id: cluster,
  cluster,
  region: null,
  role: "primary",
  namespace: "my-service",
  version: "1.8.0",
  health: healthy,
  pods: { ready: 4, wanted: 4 },
  drift: 0,
  staleSince: null,
  ...part,
});

export const stage = (environment: string, part: Partial<Stage> = {}): Stage => ({
  environment,
  production: environment === "production",
  version: "1.8.0",
  since: minutesAgo(120),
  placements: [placement(`${environment}-cluster`)],
  standing: null,
  next: null,
  ...part,
});

/** A stage whose next step is `kind`, allowed unless a message says why not. */
export const leads = (
  to: string,
  kind: NonNullable<Stage["next"]>["kind"],
  part: { promotion?: string; message?: string } = {},
): NonNullable<Stage["next"]> => ({
  to,
  kind,
  text: kind === "ahead" ? "+2" : kind,
  promotion: part.promotion ?? null,
  request: {
    allowed: part.message === undefined,
    code: part.message === undefined ? null : "promotion.not-verified",
    message: part.message ?? null,
  },
});

export const applicationView = (
  stages: readonly Stage[],
  part: Partial<ApplicationView> = {},
): ApplicationView => ({
  name: "my-service",
  team: "payments",
  renderer: "kustomize",
  path: "apps/my-service",
  asOf,
  sentence: [{ text: "Production has declared 1.8.0." }],
  source: null,
  stages: [...stages],
  lanes: { from: minutesAgo(60 * 24 * 10), to: asOf, items: [], caption: "" },
  events: [],
  problems: [],
  ...part,
});
