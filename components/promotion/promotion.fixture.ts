import type { GateView, PlanView } from "@/lib/contract/plan-view";
import type { PromotionItem, PromotionView, TeamApproval } from "@/lib/contract/promotion-view";
import type { PersonView, VerdictView } from "@/lib/contract/view";

export const asOf = "2026-11-20T13:02:31.000Z";
const minutesAgo = (minutes: number): string => new Date(Date.parse(asOf) - minutes * 60_000).toISOString();

export const yes: VerdictView = { allowed: true, code: null, message: null };
export const no = (message: string): VerdictView => ({
  allowed: false,
  code: "approval.not-member",
  message,
});

export const digest = "9c41f7e2".padEnd(56, "0").concat("d5a0e207");
export const olderDigest = "11aa22bb".padEnd(64, "0");

const person = (name: string): PersonView => ({
  id: name.toLowerCase().replace(" ", "-"),
  name,
  email: `${name.toLowerCase().replace(" ", ".")}@acme.example`,
});
export const ada = person("Ada Lindqvist");
export const mira = person("Mira Adler");

export const gate = (name: string, part: Partial<GateView> = {}): GateView => ({
  name,
  kind: "checks",
  detail: "rule of staging",
  status: { kind: "healthy", word: "passed", reason: null },
  blocking: false,
  clears: null,
  evidence: [{ text: "14 of 14, run 8853", at: minutesAgo(120), link: "https://ci.example/8853" }],
  age: { ageMs: 7_200_000, limitMs: null },
  until: null,
  declared: { file: "apps/my-service/environments.yaml", line: 38, sha: "4f2c91a" },
  ...part,
});

export const unenforced = gate("canary deployment", {
  kind: "rule",
  status: {
    kind: "unknown",
    word: "not enforced yet",
    reason: "production declares it. It is not enforced yet.",
  },
  evidence: [],
  age: { ageMs: null, limitMs: null },
});

export const changeWindow = gate("change window", {
  kind: "window",
  status: {
    kind: "waiting",
    word: "waiting",
    reason: "The change window is closed; opens Mon 09:00 Berlin.",
  },
  blocking: true,
  evidence: [],
  age: { ageMs: null, limitMs: null },
  until: "2026-11-23T08:00:00.000Z",
});

export const plan = (part: Partial<PlanView> = {}): PlanView => ({
  application: "my-service",
  kind: "promotion",
  from: "staging",
  to: "production",
  fromVersion: "1.8.0",
  toVersion: "1.8.2",
  digest,
  base: "4f2c91a0",
  edits: [
    { letter: "a", file: "kustomization.yaml", path: "image tag", line: 11, before: "1.8.0", after: "1.8.2" },
    { letter: "b", file: "config.yaml", path: "PAYOUT_RETRY_LIMIT", line: 7, before: "3", after: "5" },
  ],
  files: [
    {
      file: "apps/my-service/overlays/production/kustomization.yaml",
      added: 1,
      removed: 1,
      hunks: [
        {
          lines: [
            { kind: "removed", oldLine: 11, newLine: null, text: '    newTag: "1.8.0"', letter: null },
            { kind: "added", oldLine: null, newLine: 11, text: '    newTag: "1.8.2"', letter: "a" },
          ],
        },
      ],
    },
  ],
  placements: [
    { id: "my-service/production/prod-primary", cluster: "prod-primary", asOf, stale: false },
    {
      id: "my-service/production/prod-secondary",
      cluster: "prod-secondary",
      asOf: minutesAgo(14),
      stale: true,
    },
  ],
  rendered: [
    {
      object: "ConfigMap/my-service-config",
      path: "data.PAYOUT_RETRY_LIMIT",
      letters: ["b"],
      cells: [
        { kind: "changed", before: "3", after: "5" },
        { kind: "same", before: "8", after: "8" },
      ],
    },
  ],
  unchangedObjects: 14,
  notes: [
    "Edit b has no effect on prod-secondary: clusters/prod-secondary/config.yaml:9 sets 8 and wins there.",
  ],
  cost: null,
  effects: [{ topic: "cost", title: "requests unchanged", detail: "on 2 placements", attention: false }],
  commits: [
    {
      sha: "e71b04c9",
      subject: "Retry payouts with a growing pause",
      author: "Ada Lindqvist",
      at: minutesAgo(1440),
    },
  ],
  ...part,
});

export const team = (name: string, part: Partial<TeamApproval> = {}): TeamApproval => ({
  team: name,
  needed: 1,
  given: 0,
  approvals: [],
  people: [],
  approve: no(`Mira Adler is not in ${name}.`),
  reject: no(`Mira Adler is not in ${name}.`),
  ...part,
});

export const item = (part: Partial<PromotionItem> = {}): PromotionItem => ({
  id: "prm_01m84nj7h2f8db5cr929x1qg9k",
  kind: "promotion",
  application: "my-service",
  from: "staging",
  to: "production",
  production: true,
  fromVersion: "1.8.0",
  toVersion: "1.8.2",
  state: "waiting",
  status: { kind: "waiting", word: "waiting", reason: null },
  sentence: [{ text: "Waits for security-team.", strong: true }],
  requestedBy: ada,
  requestedAt: minutesAgo(40),
  finishedAt: null,
  waitsForMe: null,
  expiresAt: "2026-11-27T12:22:31.000Z",
  ...part,
});

export const view = (part: Partial<PromotionView> = {}): PromotionView => ({
  ...item(),
  asOf,
  subtitle: "Carries 1 commit and 2 edits from staging to prod-primary and prod-secondary.",
  plan: plan(),
  moved: null,
  proof: { fresh: yes, by: "password", email: mira.email },
  gates: [gate("smoke_tests"), changeWindow, unenforced],
  blockers: [],
  earliest: "Mon 09:00 Berlin",
  earliestAt: "2026-11-23T08:00:00.000Z",
  teams: [team("security-team")],
  steps: [],
  timeline: [
    { at: minutesAgo(40), kind: "requested", actor: "Ada Lindqvist", text: "asked for it", detail: null },
  ],
  comment: yes,
  withdraw: no("Only the person who asked, or an operator of the target, can withdraw it."),
  retry: no("Only a failed promotion can be tried again."),
  rollback: no("It has not been delivered."),
  commit: null,
  supersededBy: null,
  ...part,
});
