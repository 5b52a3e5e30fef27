import type { ReactNode } from "react";
import type { ReceiptStep } from "@/components/act/receipt";
import type { PipelineNode } from "@/components/pipeline/pipeline";
import type { TeamApproval } from "@/lib/contract/promotion-view";
import type { StatusKind } from "@/lib/contract/view";
import { ago } from "./sample";

const person = (name: string) => ({ id: name, name, email: "" });
const yes = { allowed: true, code: null, message: null };
const digest = "9c41f7e2";
const status = (kind: StatusKind, word: string) => ({ kind, word, reason: null });

export const teams: TeamApproval[] = [
  {
    team: "platform-team",
    needed: 1,
    given: 1,
    approvals: [{ person: person("Jonas Weber"), at: ago(21), yes: true, reason: null, digest, stale: null }],
    people: [],
    approve: { allowed: false, code: "approval.done", message: "Your team has its 1 of 1." },
    reject: yes,
  },
  {
    team: "security-team",
    needed: 1,
    given: 0,
    approvals: [
      {
        person: person("Wen Li"),
        at: ago(90),
        yes: true,
        reason: null,
        digest: "77aa01c3",
        stale: "the plan changed at 12:40",
      },
    ],
    people: [
      { person: person("Priya Raman"), seenAt: ago(2), can: yes },
      { person: person("Tomás Silva"), seenAt: ago(57), can: yes },
      { person: person("Wen Li"), seenAt: null, can: yes },
      {
        person: person("Ada Lindqvist"),
        seenAt: ago(5),
        can: { allowed: false, code: "approval.own", message: "she asked for it" },
      },
    ],
    approve: {
      allowed: false,
      code: "approval.team",
      message: "You signed in as Mira Adler, platform-team. Only security-team can decide here.",
    },
    reject: yes,
  },
];

export const steps: ReceiptStep[] = [
  { name: "requested", title: "requested", state: "done", finishedAt: ago(40), detail: "by Ada Lindqvist" },
  { name: "committed", title: "committed e71b04c", state: "done", finishedAt: ago(6), href: "#commit" },
  {
    name: "applied",
    title: "applied to prod-primary",
    state: "running",
    startedAt: ago(2),
    detail: "4 of 6 pods",
  },
  { name: "healthy", title: "healthy", state: "pending" },
];

export const pipelineNodes = (chips: ReactNode): PipelineNode[] => [
  {
    name: "source",
    source: true,
    place: "acme/my-service main",
    version: "a81f0c3",
    since: ago(9),
    standing: {
      status: status("healthy", "built as 1.9.0"),
      lines: ["Batch payouts by bank day", "Henrik Berg"],
    },
  },
  {
    name: "dev",
    place: "dev-cluster",
    version: "1.9.0",
    health: status("healthy", "healthy"),
    since: ago(4),
    standing: {
      status: status("moving", "1.9.0 soaks"),
      lines: ["26 of 30 min left, then promotes itself to integration"],
    },
    next: { kind: "ahead", text: "+2" },
  },
  {
    name: "integration",
    place: "shared-cluster",
    version: "1.8.2",
    health: status("healthy", "healthy"),
    since: ago(120),
    standing: null,
  },
  {
    name: "staging",
    place: "staging-cluster",
    version: "1.8.2",
    health: status("healthy", "healthy"),
    since: ago(120),
    chips,
    standing: { status: status("healthy", "1.8.2 verified"), lines: ["all tests that guard production ran"] },
    next: { kind: "waiting", text: "2" },
  },
  {
    name: "production",
    production: true,
    version: "1.8.0",
    standing: {
      status: status("waiting", "1.8.2 waits"),
      lines: [
        "for security-team, 0 of 1, and for the change window, opens Mon 09:00 Berlin",
        "Priya Raman, Tomás Silva or Wen Li can approve now",
      ],
    },
    placements: [
      {
        id: "p",
        name: "primary",
        version: "1.8.0",
        health: status("healthy", "healthy"),
        detail: "4 of 4 pods",
      },
      {
        id: "s",
        name: "secondary",
        version: "1.8.0",
        health: status("unknown", "not answering"),
        staleSince: ago(14),
      },
    ],
  },
];
