import type { z } from "zod";
import type { Contract, InputOf } from "@/lib/contract/operation";
import type { Actor } from "@/lib/domain/actor";
import type { RefusalCode } from "@/lib/domain/codes";
import type { IdKind } from "@/lib/domain/id";
import type { PermissionScope } from "@/lib/domain/permission";
import type { Facts, Refusal, RefusalKind, Verdict } from "@/lib/domain/refusal";
import type { Desired } from "@/lib/ports/desired";
import type { Hcl } from "@/lib/ports/hcl";
import type { Live } from "@/lib/ports/live";
import type { Renderer } from "@/lib/ports/renderer";
import type { Repo } from "@/lib/ports/repo";
import type { Reads, Ports as StorePorts } from "@/lib/ports/store/store";
import type { Surroundings } from "@/lib/ports/surroundings";

/** What operations may read. An operation names what it needs; the offline CLI has the first four, and a `live` and `store` that know nothing. */
export type Ports = {
  desired: Desired;
  repo: Repo;
  renderer: Renderer;
  hcl: Hcl;
  live: Live;
  store: Reads;
  surroundings: Surroundings;
};
export type PortName = keyof Ports;

/** Who asks, when, and the outside's randomness: everything a decision takes besides its ports and input. */
export type Context = {
  actor: Actor;
  now: Date;
  requestId: string;
  /** `promotion` -> `prm_…`, a lower-case base32 UUIDv7. */
  newId: (kind: IdKind) => string;
  sha256: (text: string) => string;
  /** HMAC with the installation's key: for digests of secrets and tokens. */
  keyedHash: (text: string) => string;
  random: (bytes: number) => Uint8Array;
};

/** What the permission is checked on: the stored object, not the request's word for it. Null: there is no such object. */
export type Target = { scope: PermissionScope; object: string | null } | null;

export class Refused {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    this.refusal = refusal;
  }
}

export const refuse = (kind: RefusalKind, code: RefusalCode, message: string, facts?: Facts): Refused =>
  new Refused({ kind, code, message, facts });

/** The refusal that quotes a verdict; call it only on a denial. */
export const refuseBy = (verdict: Extract<Verdict, { allowed: false }>): Refused =>
  refuse(verdict.kind, verdict.code, verdict.message, verdict.facts);

/** What a command wants written; it gets the transaction's ports and nothing else. A `Refused` rolls back. */
export type Write<T> = {
  run: (tx: StorePorts) => Promise<T | Refused>;
  topics: readonly string[];
  /** For the ledger: the object's id when it is made only now, and a word on why. */
  object?: string | undefined;
  /** Commit or plan digest the act is about. */
  revision?: string | undefined;
  reason?: string | undefined;
};
export const write = <T>(plan: Write<T>): Write<T> => plan;

export type Operation = {
  contract: Contract;
  needs: readonly PortName[];
  target: (ports: Ports, input: never) => Promise<Target> | Target;
} & (
  | {
      kind: "query";
      reach: Reach;
      answer: (ports: Ports, input: never, context: Context) => Promise<unknown | Refused>;
    }
  | {
      kind: "command";
      decide: (ports: Ports, input: never, context: Context) => Promise<Write<unknown> | Refused>;
    }
);

/**
 * How far a query sees: the places that are open to its reader, or every place of the application in its target. The
 * second is for what was decided over all of them, as a plan, and is shown to whoever may see where it leads.
 */
export type Reach = "reader" | "application";

type TargetOf<C extends Contract, N extends PortName> = (
  ports: Pick<Ports, N>,
  input: InputOf<C>,
) => Promise<Target> | Target;

const fleetWide = (): Target => ({ scope: {}, object: null });

/** A question over named ports: the compiler rejects one that it did not name. */
export function answers<C extends Contract, N extends PortName>(
  contract: C,
  needs: readonly N[],
  answer: (ports: Pick<Ports, N>, input: InputOf<C>, context: Context) => Promise<AskResult<C> | Refused>,
  target: TargetOf<C, N> = fleetWide,
  reach: Reach = "reader",
): Operation {
  return { kind: "query", contract, needs, target, reach, answer } as unknown as Operation;
}

/** An act: decide by reading, without a transaction; answer a refusal, or what to write in one short transaction. */
export function decides<C extends Contract, N extends PortName>(
  contract: C,
  needs: readonly N[],
  target: TargetOf<C, N>,
  decide: (
    ports: Pick<Ports, N>,
    input: InputOf<C>,
    context: Context,
  ) => Promise<Write<AskResult<C>> | Refused>,
): Operation {
  return { kind: "command", contract, needs, target, decide } as unknown as Operation;
}

/** What an operation may answer: before the schema fills in defaults and drops what it does not name. */
type AskResult<C extends Contract> = z.input<C["result"]>;

export type { StorePorts };
