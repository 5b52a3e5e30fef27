import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Retention } from "./sampling";

/** How an installation is started. Read once, from the environment; every mistake is told with its variable's name. */
export type Settings = {
  /** Folder of everything we keep: mirror, embedded database, tools' scratch. */
  data: string;
  /** Folder of what can be had again and is shared between installations: the pinned render tools. */
  cache: string;
  /** PostgreSQL; null means the embedded database in the data folder. */
  databaseUrl: string | null;
  repository: { remote: string; branch: string | null; token: string | null; sshKeyFile: string | null };
  fetchSeconds: number;
  retention: Retention;
  webhookSecret: string | null;
  /** What Prometheus says to read the metrics; null: nobody may. */
  metricsToken: string | null;
  kubeconfig: string | null;
  /** File of `ORIGIN TOKEN` lines for the Prometheus and OpenCost addresses that the fleet file names. */
  sourceTokens: string | null;
  /** Installation key: signs sessions and keys the hashes of secrets. */
  secret: string;
  url: string;
  demo: { faults: string; seedTree: string } | null;
  oidc: { issuer: string; clientId: string; clientSecret: string; groupsClaim: string } | null;
  firstAdmin: string | null;
};

const text = z.string().trim().min(1);
/** Days for which something is kept: a whole number, and never fewer than are looked back on. */
const keptDays = (fewest: number, usual: number) =>
  z.coerce
    .number()
    .int("give whole days")
    .min(fewest, `keep at least ${fewest} days, as far as the console looks back`)
    .max(3660)
    .default(usual);
const Environment = z.object({
  O8_DATA: text.default(".o8"),
  XDG_CACHE_HOME: text.optional(),
  DATABASE_URL: text.optional(),
  O8_REPOSITORY: text.optional(),
  O8_BRANCH: text.optional(),
  O8_GIT_TOKEN: text.optional(),
  O8_GIT_SSH_KEY: text.optional(),
  O8_FETCH_SECONDS: z.coerce.number().int().min(1).max(3600).default(30),
  // Hours that nobody sampled are read from the source for seven days back, and a forgotten hour must not look like one;
  // suggestions look at up to 60 days of hours; the cost page sets a month beside the one before.
  O8_KEEP_SAMPLES_DAYS: keptDays(8, 35),
  O8_KEEP_HOURS_DAYS: keptDays(62, 70),
  O8_KEEP_BREAKDOWN_DAYS: keptDays(62, 400),
  O8_WEBHOOK_SECRET: z.string().min(16, "use at least 16 characters").optional(),
  O8_METRICS_TOKEN: z.string().min(16, "use at least 16 characters").optional(),
  O8_KUBECONFIG: text.optional(),
  O8_SOURCE_TOKENS: text.optional(),
  O8_SECRET: z.string().min(32, "use at least 32 characters, for example `openssl rand -hex 32`").optional(),
  O8_URL: z.url({ protocol: /^https?$/ }).optional(),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  O8_DEMO: z.enum(["0", "1"]).default("0"),
  O8_DEMO_TREE: text.default("examples/acme"),
  O8_STANDIN_FAULTS: z.string().default(""),
  O8_OIDC_ISSUER: z.url().optional(),
  O8_OIDC_CLIENT_ID: text.optional(),
  O8_OIDC_CLIENT_SECRET: text.optional(),
  O8_OIDC_GROUPS_CLAIM: text.default("groups"),
  O8_FIRST_ADMIN: z.email().optional(),
});

export class SettingsError extends Error {}

/** Throws `SettingsError` with one line for each wrong or missing variable. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success)
    throw new SettingsError(
      parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"),
    );
  const e = parsed.data;
  const demo = e.O8_DEMO === "1";
  const wrong: string[] = [];
  if (!demo && !e.O8_REPOSITORY) wrong.push("O8_REPOSITORY: name the GitOps repository (a URL or a path)");
  if (!demo && !e.O8_SECRET)
    wrong.push("O8_SECRET: set an installation key, for example `openssl rand -hex 32`");
  if (demo && e.O8_KUBECONFIG)
    wrong.push("O8_KUBECONFIG: the demo's stand-in clusters refuse to run beside real ones");
  if (e.O8_OIDC_ISSUER && !(e.O8_OIDC_CLIENT_ID && e.O8_OIDC_CLIENT_SECRET))
    wrong.push("O8_OIDC_CLIENT_ID, O8_OIDC_CLIENT_SECRET: both belong to O8_OIDC_ISSUER");
  if (wrong.length > 0) throw new SettingsError(wrong.join("\n"));
  return {
    data: e.O8_DATA,
    cache: join(e.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "orchestr8"),
    databaseUrl: e.DATABASE_URL ?? null,
    repository: {
      remote: e.O8_REPOSITORY ?? "",
      branch: e.O8_BRANCH ?? null,
      token: e.O8_GIT_TOKEN ?? null,
      sshKeyFile: e.O8_GIT_SSH_KEY ?? null,
    },
    fetchSeconds: e.O8_FETCH_SECONDS,
    retention: {
      samplesDays: e.O8_KEEP_SAMPLES_DAYS,
      hoursDays: e.O8_KEEP_HOURS_DAYS,
      partsDays: e.O8_KEEP_BREAKDOWN_DAYS,
    },
    webhookSecret: e.O8_WEBHOOK_SECRET ?? null,
    metricsToken: e.O8_METRICS_TOKEN ?? null,
    kubeconfig: e.O8_KUBECONFIG ?? null,
    sourceTokens: e.O8_SOURCE_TOKENS ?? null,
    secret: e.O8_SECRET ?? "demo-only-installation-key-demo-only",
    url: e.O8_URL ?? `http://127.0.0.1:${e.PORT}`,
    demo: demo ? { faults: e.O8_STANDIN_FAULTS, seedTree: e.O8_DEMO_TREE } : null,
    oidc:
      e.O8_OIDC_ISSUER && e.O8_OIDC_CLIENT_ID && e.O8_OIDC_CLIENT_SECRET
        ? {
            issuer: e.O8_OIDC_ISSUER,
            clientId: e.O8_OIDC_CLIENT_ID,
            clientSecret: e.O8_OIDC_CLIENT_SECRET,
            groupsClaim: e.O8_OIDC_GROUPS_CLAIM,
          }
        : null,
    firstAdmin: e.O8_FIRST_ADMIN ?? null,
  };
}
