import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AskOf } from "@/lib/contract/operation";
import type { ParityView } from "@/lib/contract/parity";
import { type Offline, openOffline } from "@/lib/engine/offline";
import { runOperation } from "../spine";
import { parity } from "./parity";

const environments = ["staging", "production"];
let offline: Offline;
beforeAll(async () => {
  offline = await openOffline({ folder: resolve(import.meta.dirname, "../../../examples/acme") });
});
afterAll(() => offline.close());

async function ask(input: AskOf<typeof import("@/lib/contract/environment").parity>): Promise<ParityView> {
  const outcome = await runOperation(offline.spine, parity, input, {
    actor: { kind: "local" },
    requestId: "test",
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value as ParityView;
}

test("without lines the findings, their order and the score are those with lines, and lines once found stay", async () => {
  const quick = await ask({ environments, lines: false });
  const full = await ask({ environments });
  const again = await ask({ environments, lines: false });
  expect([quick.lines, full.lines, again.lines]).toEqual([false, true, true]);
  const bare = (view: ParityView) => view.findings.map(({ places: _, ...finding }) => finding);
  expect(bare(quick)).toEqual(bare(full));
  expect(quick.score).toBe(full.score);
  const withLines = (view: ParityView) => view.findings.filter(({ places }) => places.length > 0).length;
  expect(withLines(quick)).toBeLessThan(withLines(full));
  expect(again.findings).toEqual(full.findings);
}, 120_000);
