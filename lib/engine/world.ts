import { join } from "node:path";
import { openStore } from "@/db/store";
import type { GitCredentials } from "@/lib/adapters/git/credentials";
import { openMirror } from "@/lib/adapters/git/mirror";
import { openRenderer } from "@/lib/adapters/render/renderer";
import type { KeyedHash } from "@/lib/domain/secret";
import type { Cluster } from "@/lib/ports/cluster";
import type { DesiredState } from "@/lib/ports/desired";
import type { Renderer } from "@/lib/ports/renderer";
import type { Store } from "@/lib/ports/store/store";
import { type OpenClusters, openClusters } from "./clusters";
import { type Demo, prepareDemo, seedDemoStore, startDemoClusters } from "./demo";
import { openDesired } from "./desired/desired";
import type { Logger } from "./log";
import { countingCache } from "./render-counts";
import { keyedHash, sha256 } from "./secrets";
import type { Settings } from "./settings";

/** What a test puts in the place of the outside. Git and the renderer are always the real thing. */
export type Outside = {
  store?: Store;
  now?: () => Date;
  renderer?: Renderer;
  clusters?: (state: DesiredState, hash: KeyedHash) => Promise<OpenClusters>;
  log?: Logger;
  /** False: nothing runs by itself, `rounds` are turned by hand. */
  runs?: boolean;
};

/** Ends what was opened, last first. */
export type Closing = { push: (end: () => Promise<void> | void) => void };

/** Opens what the settings name: the store, Git, the renderer and the clusters, or the demo's own. */
export async function openWorld(
  settings: Settings,
  outside: Outside,
  { now, closing }: { now: () => Date; closing: Closing },
) {
  const store =
    outside.store ??
    (await openStore(
      settings.databaseUrl ? { url: settings.databaseUrl } : { folder: join(settings.data, "store") },
    ));
  if (!outside.store) closing.push(() => store.close());
  const demo: Demo | null = settings.demo ? await prepareDemo(settings, now) : null;
  const branch = settings.repository.branch ?? "main";
  const remote = demo?.remote ?? settings.repository.remote;
  const repo = await openMirror({
    remote,
    folder: join(settings.data, "mirror.git"),
    branch,
    ...credentialsOf(settings),
  });
  closing.push(() => repo.close());
  const secretHash = keyedHash(settings.secret, "o8.secret.v1");
  const counted = countingCache(store.renderCache);
  const renderer =
    outside.renderer ??
    openRenderer({
      toolFolder: join(settings.cache, "tools"),
      scratch: join(settings.data, "render"),
      hash: secretHash,
      cache: counted.cache,
    });
  const desired = openDesired(repo, renderer, { branch, now, blobOf: sha256 });
  await desired.refresh({ fetch: true });
  const head = await desired.head();
  const opened =
    (await outside.clusters?.(head, secretHash)) ??
    (demo
      ? await startDemoClusters(settings, head, repo, secretHash, now)
      : await realClusters(settings, head, secretHash));
  closing.push(() => opened.close());
  if (demo) await seedDemoStore(store, desired, repo, now());
  return { store, demo, repo, remote, branch, renderer, desired, opened, renders: counted.counts };
}

/** Those of the fleet that the kubeconfig knows; none without one. */
const realClusters = async (
  { kubeconfig }: Settings,
  { fleet }: DesiredState,
  hash: KeyedHash,
): Promise<OpenClusters> =>
  kubeconfig
    ? openClusters(fleet.clusters, { kubeconfig, hash })
    : { clusters: new Map<string, Cluster>(), problems: new Map(), close: async () => undefined };

function credentialsOf({ repository }: Settings): { credentials?: GitCredentials } {
  if (repository.token) return { credentials: { kind: "token", token: repository.token } };
  return repository.sshKeyFile ? { credentials: { kind: "ssh-key", file: repository.sshKeyFile } } : {};
}
