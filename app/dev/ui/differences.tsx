import { DiffTable } from "@/components/diff/diff-table";
import { FileDiff } from "@/components/diff/file-diff";
import { PathDiff, RenderedTable } from "@/components/diff/rendered-table";
import { Callout } from "@/components/ui/callout";
import { Panel } from "@/components/ui/panel";
import type { FileChange } from "@/lib/contract/plan-view";
import { ago, Sample } from "./sample";

const change: FileChange = {
  file: "apps/my-service/overlays/production/kustomization.yaml",
  added: 2,
  removed: 1,
  hunks: [
    {
      lines: [
        { kind: "context", oldLine: 9, newLine: 9, text: "images:", letter: null },
        { kind: "context", oldLine: 10, newLine: 10, text: "  - name: acme/my-service", letter: null },
        { kind: "removed", oldLine: 11, newLine: null, text: '    newTag: "1.8.0"', letter: null },
        { kind: "added", oldLine: null, newLine: 11, text: '    newTag: "1.8.2"', letter: "a" },
        { kind: "context", oldLine: 12, newLine: 12, text: "replicas:", letter: null },
      ],
    },
    {
      lines: [
        { kind: "context", oldLine: 31, newLine: 31, text: "  LOG_LEVEL: warn", letter: null },
        { kind: "added", oldLine: null, newLine: 32, text: "  PAYOUT_BACKOFF: 250ms", letter: "b" },
      ],
    },
  ],
};

export function Differences() {
  return (
    <>
      <div className="grid items-start gap-3 lg:grid-cols-[394px_minmax(0,1fr)]">
        <Panel title="What is written" note="2 files in overlays/production" flush>
          <FileDiff change={change} />
        </Panel>
        <Panel title="What it renders to" note="4 fields, 14 objects unchanged" flush>
          <RenderedTable
            placements={[
              { id: "a", cluster: "prod-primary", asOf: ago(0), stale: false },
              { id: "b", cluster: "prod-secondary", asOf: ago(14), stale: true },
            ]}
            rows={[
              {
                object: "Deployment my-service",
                path: "image tag",
                letters: ["a"],
                cells: [
                  { kind: "changed", before: "1.8.0", after: "1.8.2" },
                  { kind: "changed", before: "1.8.0", after: "1.8.2" },
                ],
              },
              {
                object: "ConfigMap my-service-config",
                path: "PAYOUT_RETRY_LIMIT",
                letters: ["b", "c"],
                cells: [
                  { kind: "changed", before: "3", after: "5" },
                  { kind: "same", before: "8", after: "8" },
                ],
              },
            ]}
          />
          <Callout className="border-t border-line px-3 py-2">
            Edit <b>b</b> has no effect on prod-secondary: clusters/prod-secondary/config.yaml:9 sets 8 and
            wins there.
          </Callout>
        </Panel>
      </div>
      <Panel title="Plan" aside="same as in your mail" flush className="max-w-[360px]">
        <PathDiff
          rows={[
            { path: "image tag", before: "1.8.0", after: "1.8.2" },
            {
              path: "PAYOUT_RETRY_LIMIT",
              before: "3",
              after: "5",
              note: "prod-primary only, 8 stays on prod-secondary",
            },
          ]}
        />
      </Panel>
      <Sample title="Two environments">
        <DiffTable
          label="Differences of staging and production"
          left={{ name: "staging", production: false }}
          right={{ name: "production", production: true }}
          topics={[
            {
              name: "Images",
              count: 31,
              note: "16 more: 8 version, 8 derived",
              rows: [
                {
                  id: "1",
                  title: "my-service",
                  object: "Deployment",
                  path: "image tag",
                  label: "version",
                  href: "#1",
                  left: { kind: "value", text: "1.8.2", layer: "environment" },
                  right: { kind: "value", text: "1.8.0", layer: "environment" },
                },
              ],
            },
            {
              name: "Resources",
              count: 264,
              note: "263 expected, 212 of them by 1 cause",
              rows: [
                {
                  id: "2",
                  loud: { number: 1, kind: "attention", word: "unexplained" },
                  selected: true,
                  title: "my-service",
                  object: "Deployment",
                  path: "…limits.memory",
                  reason: "Half of staging, and no rule says why.",
                  href: "#2",
                  left: { kind: "value", text: "1Gi", layer: "base" },
                  right: { kind: "value", text: "512Mi", layer: "cluster" },
                },
              ],
            },
            {
              name: "Environment variables",
              count: 418,
              note: "389 expected, 28 formatting only",
              rows: [
                {
                  id: "3",
                  loud: { number: 2, kind: "failed", word: "leak" },
                  title: "checkout",
                  object: "Deployment",
                  path: "env.SESSION_STORE",
                  reason: "Production writes to a host of staging.",
                  href: "#3",
                  leak: "staging",
                  left: {
                    kind: "value",
                    text: "rediss://cache.staging.acme.io:6379/0?pool=8",
                    layer: "base",
                  },
                  right: {
                    kind: "value",
                    text: "rediss://cache.staging.acme.io:6379/0?pool=32",
                    layer: "environment",
                  },
                },
              ],
            },
            {
              name: "Secrets",
              count: 96,
              note: "95 more, all expected",
              rows: [
                {
                  id: "4",
                  title: "checkout",
                  object: "Secret",
                  path: "stripe-api.key",
                  label: "expected",
                  left: { kind: "secret", text: "secret, version 7", layer: "environment" },
                  right: { kind: "secret", text: "changed, version 12", layer: "region" },
                },
              ],
            },
            {
              name: "Policies",
              count: 141,
              note: "140 derived, from 6 new names",
              rows: [
                {
                  id: "5",
                  loud: { number: 3, kind: "attention", word: "missing guard" },
                  title: "ledger",
                  object: "PodDisruptionBudget",
                  path: "ledger",
                  reason: "A node drain may stop all 6 pods at once.",
                  left: { kind: "value", text: "minAvailable: 1", layer: "environment" },
                  right: { kind: "absent" },
                },
              ],
            },
            { name: "Data", count: 74, note: "all expected", rows: [] },
          ]}
        />
      </Sample>
    </>
  );
}
