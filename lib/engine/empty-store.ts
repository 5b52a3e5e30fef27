import type { Reads } from "@/lib/ports/store/store";

const nothing = async (): Promise<null> => null;
const none = async (): Promise<readonly never[]> => [];
const emptyPage = async (): Promise<{ items: readonly never[]; next: null; total: number }> => ({
  items: [],
  next: null,
  total: 0,
});

/** The store of a place without one: it knows nobody and nothing, so what depends on it says "unknown". */
export const emptyStore: Reads = {
  people: { get: nothing, many: none, find: nothing, list: none },
  memberships: { of: none, inTeam: none, all: none },
  sessions: { get: nothing, live: none },
  tokens: { byHash: nothing, of: none },
  promotions: { get: nothing, plan: nothing, plans: none, open: none, list: emptyPage, tally: none },
  approvals: { of: none, ofMany: none },
  timeline: { of: none },
  checks: { latest: none, history: none },
  releases: { running: none, history: none, verifiedRun: nothing },
  jobs: { get: nothing, byKey: nothing, steps: none, list: none, tally: none },
  ledger: { list: emptyPage, head: nothing, verify: async () => ({ intact: true, entries: 0, head: null }) },
  savings: { latest: none },
  samples: {
    days: none,
    week: none,
    busyHours: none,
    coverage: async () => ({
      hours: 0,
      late: 0,
      measured: 0,
      withAssets: 0,
      usage: [],
      first: null,
      measuredTo: null,
    }),
    open: none,
    totals: none,
    sources: none,
    assetClasses: none,
    parts: none,
    labelNames: none,
    missing: none,
    hour: async () => ({ nodes: [], containers: [], assets: null }),
  },
  keeps: { since: none },
  bills: { days: none, last: nothing },
  usage: { containers: none, hours: none, pods: none },
};
