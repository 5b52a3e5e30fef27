import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type LedgerAct,
  LedgerCheck,
  type LedgerEntry,
  type LedgerHead,
  ledgerStart,
  nextEntry,
} from "./ledger";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

const act = (n: number, more: Partial<LedgerAct> = {}): LedgerAct => ({
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, n)),
  actor: "per_1",
  via: "session",
  action: "promotion.approve",
  object: `prm_${n}`,
  environment: "production",
  revision: null,
  decision: "done",
  reason: null,
  requestId: `req-${n}`,
  bodyHash: sha256(String(n)),
  ...more,
});

function chain(acts: readonly LedgerAct[], fleet = "acme"): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const one of acts) entries.push(nextEntry(fleet, entries.at(-1) ?? null, one, sha256));
  return entries;
}

function proof(entries: readonly LedgerEntry[], heads: readonly LedgerHead[] = [], fleet = "acme") {
  const check = new LedgerCheck(fleet, heads, sha256);
  entries.every((entry) => check.take(entry));
  return check.end();
}

const bad = (entries: readonly LedgerEntry[], heads: readonly LedgerHead[] = []) => {
  const answer = proof(entries, heads);
  return answer.intact ? null : answer.firstBad.seq;
};

const ten = chain(Array.from({ length: 10 }, (_, n) => act(n)));
const at = (n: number): LedgerEntry => {
  const entry = ten[n];
  if (!entry) throw new Error(`the chain has no entry ${n}`);
  return entry;
};

test("a chain as written is intact, starts at one and ends at its head", () => {
  expect(at(0)).toMatchObject({ seq: 1, prev: ledgerStart });
  expect(proof(ten)).toEqual({ intact: true, entries: 10, head: { seq: 10, hash: at(9).hash } });
  expect(proof([])).toEqual({ intact: true, entries: 0, head: null });
});

test("the format never changes: this entry hashes to this", () => {
  expect(chain([act(0, { reason: 'he said "ja" – ✓', revision: "abc" })])[0]?.hash).toBe(
    "0aebaa2004c2e2c0ffd072a66b02c02e3d5f063c38b3ab48d473bb280f3ef48e",
  );
});

test("a change of any field of any entry is found at that entry", () => {
  const fields = Object.keys(at(0)) as (keyof LedgerEntry)[];
  expect(fields.length).toBe(15);
  for (const field of fields)
    for (let n = 0; n < ten.length; n++) {
      const entry = at(n);
      const value = entry[field];
      const other =
        value instanceof Date
          ? new Date(value.getTime() + 1)
          : typeof value === "number"
            ? value + 1
            : `${value ?? ""}x`;
      const changed = ten.with(n, { ...entry, [field]: other } as LedgerEntry);
      expect(bad(changed), `${field} of ${n + 1}`).toBe(n + 1);
    }
});

test("text cannot move from one field to the next unseen", () => {
  const [entry] = chain([act(0, { actor: 'a","b', via: "c" })]);
  if (!entry) throw new Error("no entry");
  expect(bad([{ ...entry, actor: "a", via: 'b","c' }])).toBe(1);
});

test("null and the word null are different", () => {
  expect(bad(ten.with(3, { ...at(3), reason: "null" }))).toBe(4);
});

test("a removed, doubled, swapped or forged entry in the middle is found where it happened", () => {
  expect(bad(ten.toSpliced(4, 1))).toBe(5);
  expect(bad(ten.toSpliced(4, 0, at(4)))).toBe(6);
  expect(bad(ten.with(4, at(5)).with(5, at(4)))).toBe(5);
  expect(bad(ten.toSpliced(4, 0, nextEntry("acme", at(3), act(99), sha256)))).toBe(6);
  expect(bad(ten.slice(1))).toBe(1);
});

test("an entry of another fleet's chain does not pass as ours", () => {
  expect(bad(chain([act(0)], "other"))).toBe(1);
});

test("a forged time that is no time is named, not a crash", () => {
  expect(bad(ten.with(2, { ...at(2), at: new Date(Number.NaN) }))).toBe(3);
});

test("a cut tail passes alone and fails against a head noted outside", () => {
  expect(proof(ten.slice(0, 7)).intact).toBe(true);
  expect(bad(ten.slice(0, 7), [{ seq: 10, hash: at(9).hash }])).toBe(8);
  expect(bad([], [{ seq: 10, hash: at(9).hash }])).toBe(1);
});

test("a chain rebuilt with right hashes passes alone and fails against a head noted outside", () => {
  const rebuilt = ten.slice(0, 4);
  for (let n = 4; n < 10; n++)
    rebuilt.push(nextEntry("acme", rebuilt.at(-1) ?? null, act(n, { actor: "per_2" }), sha256));
  expect(proof(rebuilt).intact).toBe(true);
  expect(bad(rebuilt, [{ seq: 10, hash: at(9).hash }])).toBe(10);
  expect(
    bad(rebuilt, [
      { seq: 6, hash: at(5).hash },
      { seq: 10, hash: at(9).hash },
    ]),
  ).toBe(6);
  expect(
    proof(ten, [
      { seq: 6, hash: at(5).hash },
      { seq: 10, hash: at(9).hash },
    ]).intact,
  ).toBe(true);
});

test("whatever people write, the stored text hashes as the written one", () => {
  const anyText = fc.string({ unit: "binary" });
  fc.assert(
    fc.property(anyText, anyText, (reason, actor) => {
      const [entry] = chain([act(0, { reason: `${reason}\0\ud800`, actor })]);
      if (!entry) throw new Error("no entry");
      // What UTF-8 makes of it, as a database would give it back.
      const back = (text: string | null) =>
        text === null ? null : Buffer.from(text, "utf8").toString("utf8");
      expect(entry.reason).not.toContain("\0");
      expect(bad([{ ...entry, reason: back(entry.reason), actor: back(entry.actor) ?? "" }])).toBeNull();
    }),
  );
});
