import { realpath, stat } from "node:fs/promises";
import { Fault } from "@/lib/ports/fault";
import { openGit } from "./git";
import type { OpenRepo } from "./mirror";
import { emptyTree, readRepository } from "./repository";
import { workingTree } from "./working-tree";

/**
 * A folder as the offline CLI sees it: the fleet's root is this folder, also when it lies inside a larger repository.
 * Without Git only `working` has something to say. It has no remote: `fetch` answers at once and `push` faults.
 */
export async function openCheckout({ folder }: { folder: string }): Promise<OpenRepo> {
  const root = await realpath(folder).catch(() => null);
  if (root === null || !(await stat(root)).isDirectory())
    throw new Fault(`there is no folder ${folder}`, { retryable: false });
  const git = openGit(root);
  const place = await git.run(["rev-parse", "--is-inside-work-tree", "--show-prefix"], { answers: [128] });
  const [inside, prefix = ""] = place.text.split("\n");
  const working = place.code === 0 && inside === "true" ? git : null;
  return {
    ...(working
      ? readRepository(working, prefix, { name: "Orchestr8", email: "orchestr8@localhost" })
      : nothing),
    fetch: async () => undefined,
    working: async () => workingTree(root, working),
    push: async () => {
      throw new Fault("a checkout has no remote to push to", { retryable: false });
    },
  };
}

const nothing: Pick<
  OpenRepo,
  "resolve" | "commit" | "at" | "log" | "blame" | "contains" | "write" | "close"
> = {
  resolve: async () => null,
  commit: async () => null,
  at: async (sha) => emptyTree(sha),
  log: async () => [],
  blame: async () => [],
  contains: async () => false,
  write: async () => {
    throw new Fault("the folder is no Git repository", { retryable: false });
  },
  close: async () => undefined,
};
