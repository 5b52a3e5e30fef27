import { createHmac, randomBytes } from "node:crypto";
import { openKubernetes } from "@/lib/adapters/kubernetes/cluster";
import type { Cluster } from "@/lib/ports/cluster";
import { type ControlPlane, type ControlPlaneParts, missingPart, startControlPlane } from "./control-plane";
import type { User } from "./identity";

export type RealCluster = {
  /** As admin. */
  cluster: Cluster;
  /** The same cluster as somebody with fewer rights. */
  as(user: User): Promise<Cluster>;
  /** Admin's, as text, for tools that want a file. */
  kubeconfig: string;
  plane: ControlPlane;
  stop(): Promise<void>;
};

/**
 * A real Kubernetes API for a `*.cluster.test.ts`, of the caller's own and empty, in about three seconds.
 * Start it in `beforeAll`, stop it in `afterAll`, and skip by `whyNoCluster()`.
 */
export async function realCluster(parts: ControlPlaneParts = {}): Promise<RealCluster> {
  const plane = await startControlPlane(parts);
  const key = randomBytes(32);
  const hash = (text: string) => createHmac("sha256", key).update(text).digest("base64url");
  const opened: (() => Promise<void>)[] = [];
  const as = async (user: User): Promise<Cluster> => {
    const access = { kind: "kubeconfig", text: plane.kubeconfig(user) } as const;
    const { cluster, stop } = await openKubernetes({ name: "real", access, hash });
    opened.push(stop);
    return cluster;
  };
  return {
    cluster: await as("admin"),
    as,
    kubeconfig: plane.kubeconfig("admin"),
    plane,
    async stop() {
      for (const stop of opened) await stop();
      await plane.stop();
    },
  };
}

/** `describe.skipIf(reason !== null)` with the reason in the title, so a skipped suite says why. Null: it can run. */
export function whyNoCluster(title: string, parts: ControlPlaneParts = {}): { skip: boolean; title: string } {
  const reason = missingPart(parts);
  return { skip: reason !== null, title: reason === null ? title : `${title} [skipped: ${reason}]` };
}
