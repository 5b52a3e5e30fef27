import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import { openCheckout } from "@/lib/adapters/git/checkout";
import { openRenderer } from "@/lib/adapters/render/renderer";
import { type Onboarding, onboardTree } from "@/lib/operations/fleet/onboard";
import { Fault } from "@/lib/ports/fault";
import { scratchFolder } from "./offline";
import { keyedHash } from "./secrets";

export type { Onboarding };

/** What `o8 fleet init` finds in a folder, uncommitted files too. */
export async function onboard(folder: string): Promise<Onboarding> {
  const repo = await openCheckout({ folder });
  try {
    const tree = await repo.working();
    if (!tree) throw new Fault(`${folder} has no files`, { retryable: false });
    const renderer = openRenderer({
      scratch: scratchFolder(),
      hash: keyedHash(randomBytes(32).toString("hex"), "o8.secret.v1"),
    });
    return await onboardTree(tree, renderer, basename(folder));
  } finally {
    await repo.close();
  }
}
