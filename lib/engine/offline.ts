import { randomBytes } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { openCheckout } from "@/lib/adapters/git/checkout";
import { openRenderer } from "@/lib/adapters/render/renderer";
import { openHcl } from "@/lib/adapters/terraform/hcl";
import { newId } from "@/lib/domain/id";
import type { Spine } from "@/lib/operations/spine";
import type { Desired } from "@/lib/ports/desired";
import { Fault } from "@/lib/ports/fault";
import { openWorkingDesired } from "./desired/desired";
import { emptyStore } from "./empty-store";
import { silentLive } from "./live/silent";
import { keyedHash, random, sha256 } from "./secrets";
import { version } from "./version";

/** What operations run on without a server: the files of one checkout, uncommitted ones too, and nothing else. */
export type Offline = {
  spine: Spine;
  desired: Desired;
  /** The last fault, with its own words: on one's own machine nothing is masked. */
  failure: () => unknown;
  close: () => Promise<void>;
};

/**
 * Opens the fleet in `folder` (its root). Clusters, promotions and people are unknown here and every write is
 * impossible. Secrets become hashes under a key of this process. Faults when there is no such folder.
 */
export async function openOffline({
  folder,
  now = () => new Date(),
}: {
  folder: string;
  now?: () => Date;
}): Promise<Offline> {
  const key = randomBytes(32).toString("hex");
  const repo = await openCheckout({ folder });
  const renderer = openRenderer({ scratch: scratchFolder(), hash: keyedHash(key, "o8.secret.v1") });
  const hcl = openHcl();
  const desired = openWorkingDesired(repo, renderer, sha256);
  let failure: unknown = null;
  const spine: Spine = {
    ports: {
      desired,
      repo,
      renderer,
      hcl,
      live: silentLive,
      store: emptyStore,
      surroundings: {
        facts: () => ({
          demo: false,
          version,
          store: { kind: "pglite", detail: "none; this is a checkout", version: "none" },
          repository: { remote: folder, branch: "working tree" },
          identityProvider: { kind: "none" },
          node: process.versions.node,
          kept: null,
        }),
      },
    },
    store: {
      write: async () => {
        throw new Fault("nothing can be recorded without a server", { retryable: false });
      },
    },
    now,
    context: (actor, at, requestId) => ({
      actor,
      now: at,
      requestId,
      newId: (kind) => newId(kind, at, random(10)),
      sha256,
      keyedHash: keyedHash(key, "o8.token.v1"),
      random,
    }),
    security: () => undefined,
    fault: (error) => {
      failure = error;
    },
  };
  return {
    spine,
    desired,
    failure: () => failure,
    close: async () => {
      await hcl.close();
      await repo.close();
    },
  };
}

export const scratchFolder = (): string =>
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "orchestr8/render");
