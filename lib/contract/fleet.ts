import { z } from "zod";
import { query } from "./operation";
import { ClusterView, CommitView, Instant, ProblemView, SleepView, StatusView, WindowView } from "./view";

export const EnvironmentHead = z.object({
  name: z.string(),
  type: z.enum(["development", "integration", "staging", "production"]),
  production: z.boolean(),
  clusters: z.array(ClusterView),
  window: WindowView,
  /** Null: it declares no schedule. */
  sleep: SleepView.nullable(),
});

/** The step between two neighbouring cells of a row. */
export const NextStep = z.object({
  to: z.string(),
  /** `ahead`: a newer version could move; the others name an open promotion's state. */
  kind: z.enum(["ahead", "waiting", "running", "blocked"]),
  text: z.string(),
  reason: z.string(),
  promotion: z.string().nullable(),
});

export const FleetCell = z.object({
  environment: z.string(),
  state: z.enum(["deployed", "absent", "broken"]),
  /** What Git wants there. */
  version: z.string().nullable(),
  /** What runs there, when it is another one or not known. */
  running: z.string().nullable(),
  health: StatusView,
  /** Since when this version is declared there. */
  since: Instant.nullable(),
  drift: z.number().int().nullable(),
  /** The cluster of this cell that does not answer. */
  silent: z.string().nullable(),
  /** The last time it did; null when it never has. */
  staleSince: Instant.nullable(),
  note: StatusView.nullable(),
  next: NextStep.nullable(),
});
export type FleetCell = z.infer<typeof FleetCell>;

/** Why a row would be looked at; the filters and the strip count the same marks. */
export const RowMark = z.enum(["failed", "drift", "silent", "attention", "flight", "behind"]);
export type RowMark = z.infer<typeof RowMark>;

export const FleetRow = z.object({
  application: z.string(),
  team: z.string().nullable(),
  renderer: z.enum(["kustomize", "helm", "plain"]),
  cells: z.array(FleetCell),
  marks: z.array(RowMark),
  /** Errors in its own files; the rest of it is the last that could be read. */
  errors: z.number().int(),
  /** One tick an environment on the version axis, 0 (oldest) to 1 (newest). */
  trail: z.array(z.object({ environment: z.string(), production: z.boolean(), position: z.number() })),
});
export type FleetRow = z.infer<typeof FleetRow>;

const Need = z.object({ count: z.number().int(), text: z.string(), href: z.string().nullable() });

export const FleetView = z.object({
  name: z.string(),
  branch: z.string(),
  commit: CommitView.nullable(),
  /** False: the fleet file at the head is invalid, an earlier commit governs and promotions are blocked. */
  valid: z.boolean(),
  asOf: Instant,
  counts: z.object({ applications: z.number(), environments: z.number(), clusters: z.number() }),
  environments: z.array(EnvironmentHead),
  groups: z.array(z.object({ team: z.string().nullable(), rows: z.array(FleetRow) })),
  needs: z.object({ waiting: Need, failed: Need, drift: Need, silent: Need }),
  problems: z.array(ProblemView),
});
export type FleetView = z.infer<typeof FleetView>;

export const show = query("fleet.show", {
  summary: "What runs where, and what needs somebody now",
  input: z.object({}),
  result: FleetView,
  topics: () => ["fleet"],
});

export const FleetHead = z.object({
  name: z.string(),
  branch: z.string(),
  commit: CommitView.nullable(),
  gitAt: Instant.nullable(),
  clusters: z.object({ answering: z.number(), total: z.number() }),
  counts: z.object({ promotions: z.number(), inbox: z.number() }),
  environments: z.array(z.object({ name: z.string(), production: z.boolean() })),
  person: z.object({ name: z.string(), teams: z.array(z.string()) }),
});
export type FleetHead = z.infer<typeof FleetHead>;

export const head = query("fleet.head", {
  summary: "The frame around every page: fleet, commit, counts and who is signed in",
  input: z.object({}),
  result: FleetHead,
  topics: () => ["fleet", "promotions"],
});

export const StartView = z.object({
  asOf: Instant,
  fleet: z.string(),
  branch: z.string(),
  commit: CommitView.nullable(),
  /** What has to work, in the order in which one connects it. */
  checks: z.array(
    z.object({
      name: z.enum(["repository", "tools", "fleet file", "sign-in", "clusters", "delivery"]),
      status: StatusView,
      detail: z.string(),
      /** The next step; null where nothing is left to do. */
      next: z.string().nullable(),
    }),
  ),
  /** What would be proposed for a repository without orchestr8.yaml; null once there is one. */
  onboarding: z
    .object({
      proposal: z.string(),
      evidence: z.array(z.object({ claim: z.string(), because: z.string(), files: z.array(z.string()) })),
      rendered: z.array(
        z.object({
          application: z.string(),
          environment: z.string(),
          status: z.enum(["rendered", "empty", "failed"]),
          objects: z.number().int(),
        }),
      ),
      problems: z.array(ProblemView),
    })
    .nullable(),
  /** Rules that let the console look at a cluster, to apply there. */
  clusterRole: z.string(),
});
export type StartView = z.infer<typeof StartView>;

export const start = query("fleet.start", {
  summary:
    "How to begin: what is connected, and what would be proposed for a repository without orchestr8.yaml",
  input: z.object({}),
  result: StartView,
  topics: () => ["fleet"],
});

export const SearchHit = z.object({
  kind: z.enum(["application", "environment", "promotion", "page"]),
  title: z.string(),
  detail: z.string(),
  href: z.string(),
  cli: z.string().nullable(),
});

export const search = query("fleet.search", {
  summary: "Find an application, environment or promotion by a few letters",
  input: z.object({ text: z.string().max(100) }),
  result: z.object({ hits: z.array(SearchHit) }),
});
