import { type JsonObject, stringifyJson } from "@/lib/domain/json";
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
import { isMasked } from "@/lib/ports/cluster-door";
import { ClusterRefusal, orRefused } from "@/lib/ports/cluster-refusal";
import { applyBody } from "./apply-body";
import { Caller, search } from "./caller";
import { Cleaner } from "./clean";
import { type AccessPolicy, type ClusterAccess, openAccess } from "./kubeconfig";
import { collectionPath, objectPath, Resources } from "./resources";
import { asObject, conflictsOf, isExpired, refusalOf } from "./status";
import { type Call, Transport } from "./transport";
import { watchEvents } from "./watch";

export type KubernetesOptions = AccessPolicy & {
  /** The cluster's name in the fleet. */
  name: string;
  access: ClusterAccess;
  /** Keys the masks of secret values; the renderer's, so that desired and live can be compared. */
  hash: KeyedHash;
};

const PAGE = 500;

/** Opens a real cluster. Nothing is sent yet; a kubeconfig the policy forbids is a Fault right here. */
export async function openKubernetes(
  options: KubernetesOptions,
): Promise<{ cluster: Cluster; stop(): Promise<void> }> {
  const connection = await openAccess(options.name, options.access, options);
  const transport = new Transport(options.name, connection);
  return {
    cluster: new KubernetesCluster(options.name, transport, options.hash),
    async stop() {
      transport.close();
    },
  };
}

class KubernetesCluster implements Cluster {
  readonly name: string;
  readonly #transport: Transport;
  readonly #caller: Caller;
  readonly #cleaner: Cleaner;
  readonly #resources: Resources;

  constructor(name: string, transport: Transport, hash: KeyedHash) {
    this.name = name;
    this.#transport = transport;
    this.#caller = new Caller(name, transport);
    this.#cleaner = new Cleaner(name, hash);
    this.#resources = new Resources((path) => this.#caller.discover(path));
  }

  async version(options: CallOptions = {}): Promise<ClusterVersion> {
    const body = asObject(await this.#caller.read({ method: "GET", path: "/version" }, options));
    const text = (key: string) => String(body?.[key] ?? "");
    return {
      gitVersion: text("gitVersion"),
      major: text("major"),
      minor: text("minor"),
      platform: text("platform"),
    };
  }

  async get(ref: ObjectRef, options: ReadOptions = {}): Promise<Manifest | null> {
    const path = objectPath(await this.#resources.find(ref), ref);
    const reply = await this.#caller.send({ method: "GET", path }, options);
    if (reply.ok) return this.#cleaner.one(reply.body, ref, options.withManagers);
    if (reply.status.code === 404) return null;
    throw refusalOf(this.name, reply.status);
  }

  async list(ask: ListAsk, options: ReadOptions = {}): Promise<ListPage> {
    const path = collectionPath(await this.#resources.find(ask), ask.namespace);
    const query = search({ limit: ask.limit ?? PAGE, continue: ask.continue, labelSelector: ask.labels });
    const reply = await this.#caller.send({ method: "GET", path: path + query }, options);
    if (!reply.ok) {
      if (isExpired(reply.status)) return { kind: "expired", message: reply.status.message };
      throw refusalOf(this.name, reply.status);
    }
    const body = asObject(reply.body);
    const metadata = asObject(body?.metadata);
    const items = Array.isArray(body?.items) ? body.items : [];
    return {
      kind: "page",
      items: await this.#cleaner.all(items, ask, options.withManagers),
      continue: typeof metadata?.continue === "string" && metadata.continue !== "" ? metadata.continue : null,
      remaining: typeof metadata?.remainingItemCount === "number" ? metadata.remainingItemCount : null,
      resourceVersion: String(metadata?.resourceVersion ?? ""),
    };
  }

  async *watch(ask: WatchAsk, options: WatchOptions): AsyncIterable<WatchEvent> {
    const resource = await this.#resources.find(ask);
    const path = collectionPath(resource, ask.namespace);
    yield* watchEvents(this.name, this.#transport, path, ask, options, (object) =>
      this.#cleaner.one(object, ask, options.withManagers),
    );
  }

  async apply(object: Manifest, options: ApplyOptions): Promise<ApplyResult> {
    if (!options.dryRun && isMasked(object)) {
      const words = `${object.kind} ${object.metadata.name} holds a mask in place of a secret value`;
      return { kind: "refused", refusal: new ClusterRefusal("masked", words) };
    }
    return orRefused(async () => {
      const path = objectPath(await this.#resources.find(object), refOf(object));
      const query = search({
        fieldManager: options.manager,
        force: options.force ? "true" : undefined,
        dryRun: options.dryRun ? "All" : undefined,
      });
      const call: Call = {
        method: "PATCH",
        path: path + query,
        contentType: "application/apply-patch+yaml",
        body: stringifyJson(applyBody(object)),
      };
      const reply = await this.#caller.send(call, options);
      if (reply.ok)
        return { kind: "applied", object: this.#cleaner.one(reply.body, object, options.withManagers) };
      const conflicts = conflictsOf(reply.status);
      if (conflicts.length > 0) return { kind: "conflict", conflicts, message: reply.status.message };
      throw refusalOf(this.name, reply.status);
    });
  }

  async delete(ref: ObjectRef, options: DeleteOptions = {}): Promise<DeleteResult> {
    return orRefused(async () => {
      const path = objectPath(await this.#resources.find(ref), ref);
      const policy = { background: "Background", foreground: "Foreground", orphan: "Orphan" } as const;
      const body = stringifyJson({
        apiVersion: "v1",
        kind: "DeleteOptions",
        propagationPolicy: policy[options.dependents ?? "background"],
        ...(options.uid === undefined ? {} : { preconditions: { uid: options.uid } }),
        ...(options.dryRun ? { dryRun: ["All"] } : {}),
      });
      const reply = await this.#caller.send({ method: "DELETE", path, body }, options);
      if (reply.ok) return { kind: "deleted" };
      if (reply.status.code === 404) return { kind: "absent" };
      if (reply.status.code === 409) return { kind: "conflict", message: reply.status.message };
      throw refusalOf(this.name, reply.status);
    });
  }

  async scale(ref: ObjectRef, replicas: number, options: ScaleOptions): Promise<ScaleResult> {
    return orRefused(async () => {
      const resource = await this.#resources.find(ref);
      if (!resource.scalable) throw new ClusterRefusal("unserved", `${ref.kind} cannot be scaled`);
      const query = search({ fieldManager: options.manager, dryRun: options.dryRun ? "All" : undefined });
      const reply = await this.#caller.send(
        {
          method: "PATCH",
          path: `${objectPath(resource, ref)}/scale${query}`,
          contentType: "application/merge-patch+json",
          body: stringifyJson({ spec: { replicas } }),
        },
        options,
      );
      if (reply.ok) {
        const scaled = asObject(asObject(reply.body)?.spec)?.replicas;
        // The API leaves zero out.
        return { kind: "scaled", replicas: typeof scaled === "number" ? scaled : 0 };
      }
      if (reply.status.code === 404) return { kind: "absent" };
      throw refusalOf(this.name, reply.status);
    });
  }

  async patch(ref: ObjectRef, change: JsonObject, options: PatchOptions): Promise<PatchResult> {
    if (!options.dryRun && isMasked(change)) {
      return {
        kind: "refused",
        refusal: new ClusterRefusal("masked", "the patch holds a mask in place of a secret value"),
      };
    }
    return orRefused(async () => {
      const path = objectPath(await this.#resources.find(ref), ref);
      const query = search({ fieldManager: options.manager, dryRun: options.dryRun ? "All" : undefined });
      const call: Call = {
        method: "PATCH",
        path: `${path}${options.subresource ? `/${options.subresource}` : ""}${query}`,
        contentType: "application/merge-patch+json",
        body: stringifyJson(change),
      };
      const reply = await this.#caller.send(call, options);
      if (reply.ok) return { kind: "patched", object: this.#cleaner.one(reply.body, ref) };
      if (reply.status.code === 404) return { kind: "absent" };
      if (reply.status.code === 409) return { kind: "conflict", message: reply.status.message };
      throw refusalOf(this.name, reply.status);
    });
  }

  async mayI(ask: AccessAsk, options: CallOptions = {}): Promise<Access> {
    const body = stringifyJson({
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: { resourceAttributes: ask },
    });
    const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    const review = asObject(await this.#caller.read({ method: "POST", path, body }, options));
    const status = asObject(review?.status);
    const reason = typeof status?.reason === "string" && status.reason !== "" ? status.reason : null;
    return { allowed: status?.allowed === true, reason };
  }
}

const refOf = (object: Manifest): ObjectRef => ({
  apiVersion: object.apiVersion,
  kind: object.kind,
  namespace: object.metadata.namespace,
  name: object.metadata.name,
});
