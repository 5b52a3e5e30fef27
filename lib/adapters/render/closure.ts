import type { ProblemCode } from "@/lib/domain/codes";
import type { Place, Problem } from "@/lib/domain/problem";
import { resolveRepoPath } from "@/lib/domain/repo-path";
import { type Located, placeOf } from "@/lib/domain/yaml/located";
import { parseYaml, yamlLimits } from "@/lib/domain/yaml/parse";
import type { Tree, TreeEntry } from "@/lib/ports/repo";
import { recent } from "../process/recent";
import { hostOf, looksRemote, showReference } from "./remote";
import { type Found, indexOf, type TreeIndex } from "./tree-index";

/** What one render needs, gathered before anything runs, and what is wrong with it. */
export type Closure = {
  /** Path -> entry of every file and link the render may read. */
  entries: Map<string, TreeEntry>;
  problems: Problem[];
  /** Allowed hosts that the tree names: such a render sees the network and is not cached. */
  remotes: Set<string>;
};

/** Collects a closure: each reference is looked up in the tree, and what is not in the tree is a problem. */
export class Gatherer {
  readonly closure: Closure = { entries: new Map(), problems: [], remotes: new Set() };
  private readonly checkedFolders = new Set<string>();

  private constructor(
    readonly tree: Tree,
    readonly index: TreeIndex,
    private readonly allowed: ReadonlySet<string>,
  ) {}

  static async of(tree: Tree, allowed: readonly string[]): Promise<Gatherer> {
    return new Gatherer(tree, await indexOf(tree), new Set(allowed.map((host) => host.toLowerCase())));
  }

  problem(code: ProblemCode, message: string, place?: Place | null, hint?: string): void {
    this.closure.problems.push({
      code,
      severity: "error",
      message,
      ...(hint ? { hint } : {}),
      ...(place ?? {}),
    });
  }

  /**
   * Follows a reference from a folder. Null (with its problem) when it is remote, leaves the tree or is not there.
   * The text of a path that leaves the tree is not repeated: it may be an attempt to learn what exists.
   */
  async follow(
    from: string,
    reference: string,
    what: string,
    place: Place,
  ): Promise<Extract<Found, { kind: "file" | "folder" }> | null> {
    if (looksRemote(reference)) {
      this.remote(reference, what, place);
      return null;
    }
    const path = disguised.test(reference) ? null : resolveRepoPath(from, reference);
    const found: Found = path === null ? { kind: "outside" } : await this.index.look(path);
    if (found.kind === "file" || found.kind === "folder") {
      for (const link of found.links) this.closure.entries.set(link.path, link);
      if (found.kind === "file") this.closure.entries.set(found.path, found.entry);
      return found;
    }
    if (path === null)
      this.problem(
        "render.path-outside",
        `${what} leaves the repository`,
        place,
        "Name a path inside the repository",
      );
    else if (found.kind === "missing")
      this.problem("render.path-missing", `${what} names ${path}, which is not in the repository`, place);
    else
      this.problem(
        "render.symlink",
        `${what} leads over a symbolic link that ${linkFault(found.kind)}`,
        place,
      );
    return null;
  }

  /** A reference to another host: noted when the host is allowed, a problem otherwise. */
  remote(reference: string, what: string, place: Place | null, hint?: string): void {
    const host = hostOf(reference);
    if (host !== null && this.allowed.has(host) && hint === undefined) {
      this.closure.remotes.add(host);
      return;
    }
    this.problem(
      "render.remote",
      `${what} names the remote ${showReference(reference)}`,
      place,
      hint ?? "Copy it into the repository, or list its host under render.remotes in orchestr8.yaml",
    );
  }

  /** Any link in a folder that leaves the tree rejects the source, used or not. */
  async refuseEscapes(folder: string): Promise<void> {
    if (this.checkedFolders.has(folder)) return;
    this.checkedFolders.add(folder);
    for (const entry of this.index.under(folder)) {
      if (entry.kind !== "symlink") continue;
      const found = await this.index.look(entry.path);
      if (found.kind !== "outside" && found.kind !== "loop") continue;
      this.problem(
        "render.symlink",
        `The symbolic link ${entry.path} ${linkFault(found.kind)}`,
        { file: entry.path, line: 1, column: 1 },
        "Remove the link, or point it inside the repository",
      );
    }
  }

  /** Everything below a folder, behind links too. */
  async takeFolder(folder: string, seen: Set<string> = new Set()): Promise<void> {
    if (seen.has(folder)) return;
    seen.add(folder);
    await this.refuseEscapes(folder);
    for (const entry of this.index.under(folder)) {
      this.closure.entries.set(entry.path, entry);
      if (entry.kind !== "symlink") continue;
      const found = await this.index.look(entry.path);
      if (found.kind !== "file" && found.kind !== "folder") continue;
      for (const link of found.links) this.closure.entries.set(link.path, link);
      if (found.kind === "file") this.closure.entries.set(found.path, found.entry);
      else await this.takeFolder(found.path, seen);
    }
  }

  /** The documents of a YAML file; null, with its problems, when it is broken. */
  async documents(entry: TreeEntry): Promise<readonly Located[] | null> {
    const memo = `${entry.path}\0${entry.blob}`;
    const known = readings.get(memo);
    const reading = known ?? parseYaml((await this.tree.text(entry.path)) ?? "", entry.path, limits);
    if (!known) readings.set(memo, reading);
    const errors = reading.problems.filter((problem) => problem.severity === "error");
    this.closure.problems.push(...errors);
    return errors.length > 0
      ? null
      : reading.documents.flatMap(({ contents }) => (contents ? [contents] : []));
  }
}

/** Encoded separators, more than two dots, a home folder: no file of a repository is called so, an attempt is. */
const disguised = /%2[ef]|%5c|\.{3}|^~/i;

/** A kustomization or Chart.yaml is short; reading a long one would hold the event loop. */
const limits = { ...yamlLimits, characters: 256 * 1024 };
const readings = recent<ReturnType<typeof parseYaml>>(4_000);

const linkFault = (kind: "outside" | "loop"): string =>
  kind === "loop" ? "leads in a circle" : "leaves the repository";

/** The entries of a map by their key in lower case: Go's JSON reads keys without regard to case, so a scan must too. */
export function fieldsOf(located: Located | undefined): Map<string, Located> {
  if (located?.kind !== "map") return new Map();
  return new Map([...located.entries.values()].map((entry) => [entry.key.toLowerCase(), entry.value]));
}

export const itemsOf = (located: Located | undefined): readonly Located[] =>
  located?.kind === "list" ? located.items : [];

export const textOf = (located: Located | undefined): string | null =>
  located?.kind === "scalar" && typeof located.value === "string" ? located.value : null;

/** The texts of a list, or of a single value, with their places. */
export function textsOf(located: Located | undefined): { text: string; place: Place; at: number }[] {
  const nodes = located?.kind === "list" ? located.items : located ? [located] : [];
  return nodes.flatMap((node, at) => {
    const text = textOf(node);
    return text === null ? [] : [{ text, place: placeOf(node), at }];
  });
}
