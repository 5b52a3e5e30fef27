import { equalJson } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import type { KindRef, ObjectRef } from "@/lib/ports/cluster";
import { noise } from "./noise";
import { managedFields, type Owned, type Owner } from "./ownership";

/** What happened to one object; `before` is absent for a new one, `after` for one that is gone. */
export type StoreEvent = {
  revision: number;
  before: Manifest | null;
  after: Manifest | null;
  last: Manifest;
};

const KEPT_EVENTS = 10_000;

export const keyOf = ({ apiVersion, kind }: KindRef, namespace: string | undefined, name: string): string =>
  [apiVersion, kind, namespace ?? "", name].join("\n");

/** Objects, their owners and their history in memory: one counter of revisions, as etcd has. */
export class Store {
  readonly #objects = new Map<string, Owned>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  #events: StoreEvent[] = [];
  #revision = 1;
  #oldest = 0;
  #made = 0;
  readonly #salt: string;

  /** The salt makes the uids of two clusters differ. */
  constructor(salt: string) {
    this.#salt = noise(salt).toString(16).padStart(8, "0");
  }

  get revision(): number {
    return this.#revision;
  }

  /** Positions before this one are forgotten. */
  get oldest(): number {
    return this.#oldest;
  }

  get(ref: ObjectRef): Owned | null {
    return this.#objects.get(keyOf(ref, ref.namespace, ref.name)) ?? null;
  }

  /** In the order of namespace and name. */
  list(kind: KindRef, namespace?: string): Manifest[] {
    const prefix = `${[kind.apiVersion, kind.kind].join("\n")}\n`;
    return [...this.#objects]
      .filter(
        ([key, { object }]) =>
          key.startsWith(prefix) && (namespace === undefined || object.metadata.namespace === namespace),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { object }]) => object);
  }

  all(): Manifest[] {
    return [...this.#objects.values()].map(({ object }) => object);
  }

  /** Stores an object as the server would: identity, generation and version are filled in; no change writes nothing. */
  put(object: Manifest, owners: readonly Owner[], now: Date): Manifest {
    const key = keyOf(object, object.metadata.namespace, object.metadata.name);
    const known = this.#objects.get(key);
    const stored = this.dressed(object, known?.object ?? null, now);
    if (known && sameContent(known.object, stored) && sameOwners(known, { object: stored, owners }))
      return known.object;
    this.#revision += 1;
    const after = { ...stored, metadata: { ...stored.metadata, resourceVersion: String(this.#revision) } };
    const shown = {
      ...after,
      metadata: { ...after.metadata, managedFields: managedFields({ object: after, owners }) },
    };
    this.#objects.set(key, { object: shown, owners });
    this.#tell({ revision: this.#revision, before: known?.object ?? null, after: shown, last: shown });
    return shown;
  }

  /** What `put` would store, version apart. */
  dressed(object: Manifest, known: Manifest | null, now: Date): Manifest {
    const before = known?.metadata;
    const spec = !known || !equalJson(withoutServerParts(known), withoutServerParts(object));
    const generation = Number(before?.generation ?? 0) + (spec ? 1 : 0);
    this.#made += known ? 0 : 1;
    return {
      ...object,
      metadata: {
        ...object.metadata,
        uid: before?.uid ?? `${this.#salt}-0000-4000-8000-${this.#made.toString(16).padStart(12, "0")}`,
        creationTimestamp: before?.creationTimestamp ?? object.metadata.creationTimestamp ?? seconds(now),
        ...(object.spec === undefined ? {} : { generation }),
        ...(before?.resourceVersion === undefined ? {} : { resourceVersion: before.resourceVersion }),
      },
    };
  }

  remove(ref: ObjectRef): Manifest | null {
    const key = keyOf(ref, ref.namespace, ref.name);
    const known = this.#objects.get(key);
    if (!known) return null;
    this.#objects.delete(key);
    this.#revision += 1;
    const { object } = known;
    const last = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#revision) } };
    this.#tell({ revision: this.#revision, before: object, after: null, last });
    return object;
  }

  /** What happened after a position, oldest first; null when that is forgotten. */
  since(revision: number): StoreEvent[] | null {
    if (revision < this.#oldest) return null;
    return this.#events.filter((event) => event.revision > revision);
  }

  listen(hear: (event: StoreEvent) => void): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  forget(): void {
    this.#revision += 1;
    this.#oldest = this.#revision;
    this.#events = [];
  }

  #tell(event: StoreEvent): void {
    this.#events.push(event);
    if (this.#events.length > KEPT_EVENTS) {
      const gone = this.#events.splice(0, KEPT_EVENTS / 2);
      this.#oldest = gone.at(-1)?.revision ?? this.#oldest;
    }
    for (const hear of [...this.#listeners]) hear(event);
  }
}

/** Times as the API writes them: whole seconds. */
export const seconds = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;

function withoutServerParts({ metadata: _m, status: _s, ...rest }: Manifest): Manifest {
  return { ...rest, metadata: { name: "" } } as Manifest;
}

const versionless = ({ metadata, ...rest }: Manifest): Manifest => {
  const { resourceVersion: _r, managedFields: _f, generation: _g, ...kept } = metadata;
  return { ...rest, metadata: { ...kept, name: metadata.name } } as Manifest;
};
const sameContent = (a: Manifest, b: Manifest): boolean => equalJson(versionless(a), versionless(b));
const sameOwners = (a: Owned, b: Owned): boolean =>
  equalJson(timeless(managedFields(a)), timeless(managedFields(b)));
const timeless = (entries: ReturnType<typeof managedFields>) => entries.map(({ time: _, ...entry }) => entry);
