import type { Manifest } from "@/lib/domain/manifest";
import type { Cluster, KindRef } from "./cluster";
import { Fault } from "./fault";

const attempts = 3;

/** Every object of a kind, page by page; begun again when the server forgets the list, and never half a list. */
export async function listAll(cluster: Cluster, kind: KindRef): Promise<readonly Manifest[]> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found: Manifest[] = [];
    let token: string | undefined;
    for (;;) {
      const page = await cluster.list({ ...kind, ...(token === undefined ? {} : { continue: token }) });
      if (page.kind === "expired") break;
      found.push(...page.items);
      if (page.continue === null) return found;
      token = page.continue;
    }
  }
  throw new Fault(`cluster ${cluster.name} forgot its list of ${kind.kind} ${attempts} times over`, {
    retryable: true,
  });
}
