import type { JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import type { ClusterRefusal } from "./cluster-refusal";

export type KindRef = { apiVersion: string; kind: string };
/** One object; `namespace` is absent for kinds that have none. */
export type ObjectRef = KindRef & { namespace?: string | undefined; name: string };

/** Every call ends by itself: after `timeoutMs` (ten seconds unless told) it is a retryable fault. */
export type CallOptions = { timeoutMs?: number | undefined; signal?: AbortSignal | undefined };

/** Field managers are dropped unless asked for: they are half of an object's bytes. */
export type ReadOptions = CallOptions & { withManagers?: boolean | undefined };

export type ListAsk = KindRef & {
  /** Absent: every namespace. */
  namespace?: string | undefined;
  /** A label selector such as `app=web,tier in (a,b)`. */
  labels?: string | undefined;
  /** Objects a page; 500 unless told. */
  limit?: number | undefined;
  /** Where the page before ended. */
  continue?: string | undefined;
};

/**
 * One page. `expired` means the server forgot the list this token belongs to: start again from the first page.
 * `resourceVersion` is where a watch goes on; `remaining` is the server's estimate, null when it gives none.
 */
export type ListPage =
  | {
      kind: "page";
      items: readonly Manifest[];
      continue: string | null;
      remaining: number | null;
      resourceVersion: string;
    }
  | { kind: "expired"; message: string };

export type WatchAsk = KindRef & {
  namespace?: string | undefined;
  labels?: string | undefined;
  /** Events after this version: of a list, an event or a bookmark. */
  from: string;
};

/** `lifeMs`: when the server ends the watch in good order, to be opened again from the last version (5 minutes unless told). */
export type WatchOptions = {
  lifeMs?: number | undefined;
  signal: AbortSignal;
  withManagers?: boolean | undefined;
};

/** After `expired` the watch is over and the caller lists again. A bookmark only moves `from`. */
export type WatchEvent =
  | { type: "added" | "modified" | "deleted"; object: Manifest; resourceVersion: string }
  | { type: "bookmark"; resourceVersion: string }
  | { type: "expired"; message: string };

export type ApplyOptions = CallOptions & {
  /** Who owns the fields of this apply. */
  manager: string;
  /** Takes fields over from other managers instead of answering `conflict`. */
  force?: boolean | undefined;
  /** The server answers what it would store, and stores nothing. */
  dryRun?: boolean | undefined;
  withManagers?: boolean | undefined;
};

/** A field another manager owns with another value, in the API's path form: `.spec.replicas`. */
export type FieldConflict = { manager: string; field: string };

export type ApplyResult =
  | { kind: "applied"; object: Manifest }
  | { kind: "conflict"; conflicts: readonly FieldConflict[]; message: string }
  | { kind: "refused"; refusal: ClusterRefusal };

export type DeleteOptions = CallOptions & {
  dryRun?: boolean | undefined;
  /** Delete only the object with this uid, never a later one of the same name. */
  uid?: string | undefined;
  /** What becomes of its dependents; background unless told. */
  dependents?: "background" | "foreground" | "orphan" | undefined;
};

export type DeleteResult =
  | { kind: "deleted" }
  | { kind: "absent" }
  | { kind: "conflict"; message: string }
  | { kind: "refused"; refusal: ClusterRefusal };

export type ScaleOptions = CallOptions & { manager: string; dryRun?: boolean | undefined };

export type ScaleResult =
  | { kind: "scaled"; replicas: number }
  | { kind: "absent" }
  | { kind: "refused"; refusal: ClusterRefusal };

export type PatchOptions = CallOptions & {
  manager: string;
  /** Some controllers are spoken to by their status: Argo Rollouts is promoted and aborted there. */
  subresource?: "status" | undefined;
  dryRun?: boolean | undefined;
};

export type PatchResult =
  | { kind: "patched"; object: Manifest }
  | { kind: "absent" }
  | { kind: "conflict"; message: string }
  | { kind: "refused"; refusal: ClusterRefusal };

/** An act as RBAC names it: `resource` is the plural, the core group is empty. */
export type AccessAsk = {
  verb: string;
  group: string;
  resource: string;
  subresource?: string | undefined;
  namespace?: string | undefined;
  name?: string | undefined;
};
export type Access = { allowed: boolean; reason: string | null };

export type ClusterVersion = { gitVersion: string; major: string; minor: string; platform: string };

/**
 * One Kubernetes cluster.
 *
 * What is not allowed is a `ClusterRefusal`: reads throw it, writes answer it beside their other outcomes. A cluster
 * that cannot be reached, is too slow or breaks is a retryable `Fault`; refused credentials are one that is not.
 * Every object that comes out has no last-applied annotation, and keyed hashes where Secret values were
 * (`cluster-door.ts`), so nothing behind this port can leak one. For the same reason `apply` refuses an object that
 * holds such a hash unless it is a dry-run: it would overwrite the value with its mask.
 */
export interface Cluster {
  readonly name: string;
  version(options?: CallOptions): Promise<ClusterVersion>;
  /** Null when there is no such object; a kind the cluster does not serve is the refusal `unserved`. */
  get(ref: ObjectRef, options?: ReadOptions): Promise<Manifest | null>;
  list(ask: ListAsk, options?: ReadOptions): Promise<ListPage>;
  /** Ends quietly when aborted or at the end of its life; throws a `Fault` when the connection breaks. */
  watch(ask: WatchAsk, options: WatchOptions): AsyncIterable<WatchEvent>;
  /** Server-side apply: creates or changes exactly the fields given, in the name of `manager`. */
  apply(object: Manifest, options: ApplyOptions): Promise<ApplyResult>;
  delete(ref: ObjectRef, options?: DeleteOptions): Promise<DeleteResult>;
  /** Through the scale subresource, so whatever can be scaled can. */
  scale(ref: ObjectRef, replicas: number, options: ScaleOptions): Promise<ScaleResult>;
  /**
   * A JSON merge patch (RFC 7386): null removes a field, a list replaces a list. For what cannot be declared, such as
   * an operation asked of a controller; what belongs in Git is applied. `metadata.resourceVersion` in it is a
   * precondition.
   */
  patch(ref: ObjectRef, change: JsonObject, options: PatchOptions): Promise<PatchResult>;
  /** May the identity of this connection do it? */
  mayI(ask: AccessAsk, options?: CallOptions): Promise<Access>;
}
