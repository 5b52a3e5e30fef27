/** One act or attempt, as it is told to the ledger; the ledger adds number, hashes and the link. */
export type LedgerAct = {
  at: Date;
  /** Id of the person, or the name of the machine. */
  actor: string;
  /** How the actor proved who it is: session, token:tok_…, machine. */
  via: string;
  /** noun.verb of the operation. */
  action: string;
  /** Id or name of what was acted on. */
  object: string | null;
  environment: string | null;
  /** Commit or plan digest the act was about. */
  revision: string | null;
  /** `failed`: an act that was allowed and begun did not come to its end. */
  decision: "done" | "denied" | "refused" | "failed";
  reason: string | null;
  requestId: string;
  /** SHA-256 of the canonical body, so the ledger proves the input without keeping it. */
  bodyHash: string;
};

export type LedgerEntry = LedgerAct & { fleet: string; seq: number; prev: string; hash: string };

/** The last entry, noted outside the database: only such a note shows a cut or rewritten tail. */
export type LedgerHead = { seq: number; hash: string };

export type LedgerProof =
  | { intact: true; entries: number; head: LedgerHead | null }
  | { intact: false; entries: number; head: LedgerHead | null; firstBad: { seq: number; why: string } };

export type Sha256 = (text: string) => string;

/** What the first entry names as its predecessor. */
export const ledgerStart = "0".repeat(64);

/** The next entry of the chain. Text that a database cannot hold is cleaned first, or the hash would never match again. */
export function nextEntry(
  fleet: string,
  last: LedgerHead | null,
  act: LedgerAct,
  sha256: Sha256,
): LedgerEntry {
  const open = { ...cleaned(act), fleet, seq: (last?.seq ?? 0) + 1, prev: last?.hash ?? ledgerStart };
  return { ...open, hash: hashOf(open, sha256) };
}

/** Reads a chain once from its first entry, holding one entry at a time. */
export class LedgerCheck {
  #last: LedgerHead | null = null;
  #bad: { seq: number; why: string } | null = null;
  readonly #heads: Map<number, string>;
  readonly #fleet: string;
  readonly #sha256: Sha256;

  constructor(fleet: string, heads: readonly LedgerHead[], sha256: Sha256) {
    this.#fleet = fleet;
    this.#heads = new Map(heads.map((head) => [head.seq, head.hash]));
    this.#sha256 = sha256;
  }

  /** False once an entry does not fit; what follows proves nothing and need not be read. */
  take(entry: LedgerEntry): boolean {
    if (this.#bad) return false;
    const seq = (this.#last?.seq ?? 0) + 1;
    const why = this.#whyNot(entry, seq);
    if (why) this.#bad = { seq, why };
    else this.#last = { seq, hash: entry.hash };
    return why === null;
  }

  end(): LedgerProof {
    const entries = this.#last?.seq ?? 0;
    const cut = [...this.#heads.keys()].filter((seq) => seq > entries).sort((a, b) => a - b)[0];
    const bad =
      this.#bad ??
      (cut === undefined ? null : { seq: entries + 1, why: `missing: a head was noted at entry ${cut}` });
    const found = { entries, head: this.#last };
    return bad ? { intact: false, ...found, firstBad: bad } : { intact: true, ...found };
  }

  #whyNot(entry: LedgerEntry, seq: number): string | null {
    if (entry.fleet !== this.#fleet) return `belongs to fleet ${entry.fleet}`;
    if (entry.seq !== seq) return `missing: entry ${entry.seq} follows entry ${seq - 1}`;
    if (entry.prev !== (this.#last?.hash ?? ledgerStart)) return "does not follow from the entry before it";
    if (entry.hash !== hashOf(entry, this.#sha256)) return "its content does not fit its hash";
    const noted = this.#heads.get(seq);
    return noted === undefined || noted === entry.hash
      ? null
      : "another hash was noted for it outside the database";
  }
}

// Order and purpose prefix are part of the format: they never change, a new format gets a new prefix.
const hashOf = (entry: Omit<LedgerEntry, "hash">, sha256: Sha256): string =>
  sha256(
    `o8.ledger.v1\n${JSON.stringify([
      entry.fleet,
      entry.seq,
      // A forged time such as "infinity" must be named as a bad entry, not stop the check.
      Number.isNaN(entry.at.getTime()) ? null : entry.at.toISOString(),
      entry.actor,
      entry.via,
      entry.action,
      entry.object,
      entry.environment,
      entry.revision,
      entry.decision,
      entry.reason,
      entry.requestId,
      entry.bodyHash,
      entry.prev,
    ])}`,
  );

/** PostgreSQL refuses NUL, and half of a surrogate pair changes on its way through UTF-8. */
export const storable = (text: string): string => text.replace(/[\0\p{Surrogate}]/gu, "\uFFFD");

const cleaned = (act: LedgerAct): LedgerAct => ({
  at: act.at,
  actor: storable(act.actor),
  via: storable(act.via),
  action: storable(act.action),
  object: act.object === null ? null : storable(act.object),
  environment: act.environment === null ? null : storable(act.environment),
  revision: act.revision === null ? null : storable(act.revision),
  decision: act.decision,
  reason: act.reason === null ? null : storable(act.reason),
  requestId: storable(act.requestId),
  bodyHash: storable(act.bodyHash),
});
