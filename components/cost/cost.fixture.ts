import type { CostReviewView } from "@/lib/contract/cost";
import { monthOf, shortDay } from "@/lib/domain/cost-review/month";

const november = monthOf("2026-11");

/** A month of EUR 100 a day for twenty days, seven of them to come. */
export const costView = (over: Partial<CostReviewView> = {}): CostReviewView => ({
  asOf: "2026-11-21T10:00:00.000Z",
  currency: "EUR",
  month: { id: "2026-11", name: "November", title: "November 2026", over: false },
  environment: null,
  environments: ["staging", "production"],
  by: "team",
  mark: "measured",
  measuredTo: "2026-11-21T10:00:00.000Z",
  sentence: [{ text: "November will close near " }, { text: "€3,000", strong: true }, { text: "." }],
  spent: 2000,
  budget: 2500,
  forecast: { value: 3000, low: 2900, high: 3100 },
  passesOn: "26 Nov",
  days: november.days.map((day, at) => ({
    day,
    name: shortDay(day),
    cost: at < 20 ? 100 : null,
    estimate: at < 20 ? null : 100,
  })),
  daysCaption: "Spending is 80 % of the budget after 67 % of the month.",
  months: [
    { id: "2026-10", name: "Oct", cost: 2500, estimate: 0 },
    { id: "2026-11", name: "Nov", cost: 2000, estimate: 1000 },
  ],
  monthsCaption: "2 months measured; November 2026 is the largest with €3,000.",
  movement: {
    before: { label: "October", value: 2500 },
    now: { label: "November", value: 3000, mark: "estimate" },
    causes: [
      {
        label: "Scale",
        value: 700,
        because: "search in production: 2.0 → 3.0 cores on average, since 4 Nov",
      },
      { label: "Idle", value: -200, because: "staging: 3.0 → 2.0 nodes on average" },
    ],
    caption: "October to November: +€500; the causes add up to it.",
  },
  movementReason: null,
  table: {
    columns: [
      { name: "staging", production: false, budget: 500, forecast: 600 },
      { name: "production", production: true, budget: 2000, forecast: 2400 },
      { name: "elsewhere", production: false, budget: null, forecast: null },
    ],
    rows: [
      { name: "storefront", kind: "owner", cells: [300, 1200, 0], total: 1500 },
      { name: "Not requested", kind: "idle", cells: [100, 400, 0], total: 500 },
    ],
    totals: [400, 1600, 0],
    total: 2000,
    caption: "25 % pays for capacity that nobody requested.",
  },
  pools: [
    {
      environment: "staging",
      production: false,
      cluster: "staging-cluster",
      instanceType: "t3.large",
      min: 2,
      max: 5,
      low: 128.9,
      high: 322.3,
    },
    {
      environment: "production",
      production: true,
      cluster: "prod-cluster-primary",
      instanceType: "x99.mega",
      min: 3,
      max: 10,
      low: null,
      high: null,
    },
  ],
  poolsCaption: "An estimate: declared nodes times their price.",
  idle: null,
  savings: {
    items: [
      {
        title: "Switch staging off at night and weekends",
        detail: "no schedule is declared",
        environment: "staging",
        production: false,
        owner: "platform-team",
        risk: "low",
        monthly: 385.7,
      },
    ],
    total: 385.7,
    caption: "All are estimates; nothing is switched off from here.",
  },
  quality: {
    covered: 990,
    possible: 1000,
    late: 3,
    measured: 980,
    withAssets: 990,
    usage: [{ from: "metrics.k8s.io", hours: 990 }],
    elsewhere: [],
    prices: {
      asOf: "2026-07-01",
      ageDays: 143,
      old: true,
      source: "pricing.yaml",
      missing: ["x99.mega"],
    },
    incomplete: true,
  },
  problems: [],
  ...over,
});
