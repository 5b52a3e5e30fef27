import { setImmediate } from "node:timers/promises";
import type { Json } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import type { KeyedHash } from "@/lib/domain/secret";
import type { KindRef } from "@/lib/ports/cluster";
import { throughTheDoor } from "@/lib/ports/cluster-door";
import { Fault } from "@/lib/ports/fault";
import { asObject } from "./status";

/** Brings what one cluster answers through the door: of its kind, without bookkeeping, secrets as keyed hashes. */
export class Cleaner {
  readonly #name: string;
  readonly #hash: KeyedHash;

  constructor(name: string, hash: KeyedHash) {
    this.#name = name;
    this.#hash = hash;
  }

  /** Cleaning a page of pods takes tens of milliseconds; others get their turn in between. */
  async all(items: readonly Json[], kind: KindRef, withManagers = false): Promise<Manifest[]> {
    const cleaned: Manifest[] = [];
    for (const item of items) {
      if (cleaned.length % 100 === 99) await setImmediate();
      cleaned.push(this.one(item, kind, withManagers));
    }
    return cleaned;
  }

  /** Items of a list come without their kind, so it is put back. */
  one(value: Json, kind: KindRef, withManagers = false): Manifest {
    const object = asObject(value);
    const metadata = asObject(object?.metadata);
    if (!object || typeof metadata?.name !== "string") {
      throw new Fault(`cluster ${this.#name} answered something that is no object`, { retryable: true });
    }
    const { apiVersion: _a, kind: _k, metadata: _m, ...rest } = object;
    const manifest = {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: { ...metadata, name: metadata.name },
      ...rest,
    };
    return throughTheDoor(manifest as Manifest, { hash: this.#hash, withManagers });
  }
}
