import { isJsonObject, type JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import type { KeyedHash } from "@/lib/domain/secret";
import type {
  Access,
  AccessAsk,
  ApplyOptions,
  ApplyResult,
  CallOptions,
  Cluster,
  ClusterVersion,
  DeleteOptions,
  DeleteResult,
  ListAsk,
  ListPage,
  ObjectRef,
  PatchOptions,
  PatchResult,
  ReadOptions,
  ScaleOptions,
  ScaleResult,
  WatchAsk,
  WatchEvent,
  WatchOptions,
} from "@/lib/ports/cluster";
import { isMasked, throughTheDoor } from "@/lib/ports/cluster-door";
import { ClusterRefusal, orRefused } from "@/lib/ports/cluster-refusal";
import { admit, type Identity, may, permit, placeOf } from "./admit";
import type { Line } from "./faults";
import { type ServedKind, servedKind } from "./kinds";
import { selects } from "./labels";
import { applyFields, managedFields, type Owned, updateFields } from "./ownership";
import type { Pages } from "./pages";
import { mergePatch } from "./patch";
import { removeWithDependents } from "./remove";
import { type Store, seconds } from "./store";
import type { Usage } from "./usage";
import { watchStore } from "./watcher";

export type StandinParts = {
  name: string;
  store: Store;
  line: Line;
  pages: Pages;
  usage: Usage;
  now: () => Date;
  hash: KeyedHash;
};

/** One identity's view of a stand-in. */
export class StandinCluster implements Cluster {
  readonly name: string;
  readonly #parts: StandinParts;
  readonly #identity: Identity;

  constructor(parts: StandinParts, identity: Identity) {
    this.name = parts.name;
    this.#parts = parts;
    this.#identity = identity;
  }

  async version(options: CallOptions = {}): Promise<ClusterVersion> {
    await this.#parts.line.pass(options);
    return { gitVersion: "v1.35.4", major: "1", minor: "35", platform: "orchestr8/stand-in" };
  }

  async get(ref: ObjectRef, options: ReadOptions = {}): Promise<Manifest | null> {
    const { kind, at } = await this.#open("get", ref, options);
    const found = kind.measured ? this.#parts.usage.get(at) : (this.#parts.store.get(at)?.object ?? null);
    return found && this.#out(found, options.withManagers);
  }

  async list(ask: ListAsk, options: ReadOptions = {}): Promise<ListPage> {
    await this.#parts.line.pass(options);
    const kind = servedKind(ask);
    permit(this.#identity, "list", kind, ask);
    const { store, usage, pages } = this.#parts;
    const chosen = selects(ask.labels);
    const all = () => {
      const found = kind.measured
        ? usage.list(ask)
        : store.list(ask, kind.namespaced ? ask.namespace : undefined);
      return found.filter(chosen);
    };
    const page = pages.page(ask, all, store.revision);
    if (page.kind === "expired") return page;
    return { ...page, items: page.items.map((item) => this.#out(item, options.withManagers)) };
  }

  async *watch(ask: WatchAsk, options: WatchOptions): AsyncIterable<WatchEvent> {
    await this.#parts.line.pass({ signal: options.signal });
    if (options.signal.aborted) return;
    const kind = servedKind(ask);
    permit(this.#identity, "watch", kind, ask);
    if (kind.measured) throw new ClusterRefusal("invalid", `the server does not allow watching ${ask.kind}`);
    const from = Number(ask.from);
    if (!Number.isSafeInteger(from) || from < 0) {
      throw new ClusterRefusal("invalid", `"${ask.from}" is not a resource version`);
    }
    const chosen = selects(ask.labels);
    yield* watchStore(this.#parts.store, this.#parts.line, {
      from,
      lifeMs: options.lifeMs ?? 300_000,
      signal: options.signal,
      belongs: (object) =>
        object.apiVersion === ask.apiVersion &&
        object.kind === ask.kind &&
        (ask.namespace === undefined || object.metadata.namespace === ask.namespace) &&
        chosen(object),
      out: (object) => this.#out(object, options.withManagers),
    });
  }

  async apply(object: Manifest, options: ApplyOptions): Promise<ApplyResult> {
    return orRefused(async () => {
      if (!options.dryRun && isMasked(object)) throw masked(object);
      const { kind, at } = await this.#open("patch", { ...object, ...refOf(object) }, options);
      const { store, now } = this.#parts;
      const placed: Manifest = { ...object, metadata: { ...withoutNamespace(object), ...namespaceOf(at) } };
      admit(store, placed, kind);
      const force = options.force ?? false;
      const merged = applyFields(store.get(at), placed, options.manager, { force, at: seconds(now()) });
      if (merged.kind === "conflict") {
        const words = `Apply failed with ${merged.conflicts.length} conflict(s)`;
        return { kind: "conflict", conflicts: merged.conflicts, message: words };
      }
      return { kind: "applied", object: this.#write(merged.owned, options.dryRun, options.withManagers) };
    });
  }

  async patch(ref: ObjectRef, change: JsonObject, options: PatchOptions): Promise<PatchResult> {
    return orRefused(async () => {
      if (!options.dryRun && isMasked(change)) throw masked(ref);
      const { at } = await this.#open("patch", ref, options);
      const live = this.#parts.store.get(at);
      if (!live) return { kind: "absent" };
      const next = mergePatch(live.object, change, options.subresource);
      if (next === null) {
        return {
          kind: "conflict",
          message: "the object has been modified; please apply your changes to the latest version",
        };
      }
      const owned = updateFields(live, next, options.manager, seconds(this.#parts.now()));
      return { kind: "patched", object: this.#write(owned, options.dryRun, false) };
    });
  }

  async delete(ref: ObjectRef, options: DeleteOptions = {}): Promise<DeleteResult> {
    return orRefused(async () => {
      const { at } = await this.#open("delete", ref, options);
      const { store } = this.#parts;
      const live = store.get(at);
      if (!live) return { kind: "absent" };
      const uid = String(live.object.metadata.uid);
      if (options.uid !== undefined && options.uid !== uid) {
        return {
          kind: "conflict",
          message: `the UID in the precondition (${options.uid}) does not match ${uid}`,
        };
      }
      if (!options.dryRun) removeWithDependents(store, at, options.dependents === "orphan");
      return { kind: "deleted" };
    });
  }

  async scale(ref: ObjectRef, replicas: number, options: ScaleOptions): Promise<ScaleResult> {
    return orRefused(async () => {
      const { kind, at } = await this.#open("patch", ref, options);
      if (!kind.scalable) throw new ClusterRefusal("unserved", `${ref.kind} cannot be scaled`);
      const live = this.#parts.store.get(at);
      if (!live) return { kind: "absent" };
      if (!Number.isInteger(replicas) || replicas < 0) {
        const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
        throw new ClusterRefusal("invalid", `spec.replicas: ${message}`, [
          { field: "spec.replicas", message },
        ]);
      }
      const spec = isJsonObject(live.object.spec) ? live.object.spec : {};
      const next = { ...live.object, spec: { ...spec, replicas } };
      this.#write(
        updateFields(live, next, options.manager, seconds(this.#parts.now())),
        options.dryRun,
        false,
      );
      return { kind: "scaled", replicas };
    });
  }

  async mayI(ask: AccessAsk, options: CallOptions = {}): Promise<Access> {
    await this.#parts.line.pass(options);
    return { allowed: may(this.#identity, ask.verb, ask.resource), reason: null };
  }

  async #open(
    verb: string,
    ref: ObjectRef,
    options: CallOptions,
  ): Promise<{ kind: ServedKind; at: ObjectRef }> {
    await this.#parts.line.pass(options);
    const kind = servedKind(ref);
    const at = placeOf(kind, ref);
    permit(this.#identity, verb, kind, at);
    return { kind, at };
  }

  #write(owned: Owned, dryRun = false, withManagers = false): Manifest {
    const { store, now } = this.#parts;
    if (!dryRun) return this.#out(store.put(owned.object, owned.owners, now()), withManagers);
    const would = store.dressed(owned.object, store.get(refOf(owned.object))?.object ?? null, now());
    const shown = { ...would, metadata: { ...would.metadata, managedFields: managedFields(owned) } };
    return this.#out(shown, withManagers);
  }

  #out(object: Manifest, withManagers = false): Manifest {
    return throughTheDoor(object, { hash: this.#parts.hash, withManagers });
  }
}

const refOf = ({ apiVersion, kind, metadata }: Manifest): ObjectRef => ({
  apiVersion,
  kind,
  namespace: metadata.namespace,
  name: metadata.name,
});

const withoutNamespace = ({ metadata }: Manifest) => {
  const { namespace: _, ...rest } = metadata;
  return { ...rest, name: metadata.name };
};
const namespaceOf = ({ namespace }: ObjectRef) => (namespace === undefined ? {} : { namespace });

const masked = (what: { kind: string }): ClusterRefusal =>
  new ClusterRefusal("masked", `${what.kind} holds a mask in place of a secret value`);
