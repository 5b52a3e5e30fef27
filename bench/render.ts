import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { openCheckout } from "@/lib/adapters/git/checkout";
import { defaultToolFolder } from "@/lib/adapters/process/environment";
import { openRenderer } from "@/lib/adapters/render/renderer";
import { findTools } from "@/lib/adapters/render/tools";
import type { Source } from "@/lib/domain/source";
import { type Measure, median } from "./measure";
import { writeTree } from "./tree";

const run = promisify(execFile);
/** Applications of ten objects each. */
const sizes = { small: 50, promised: 200, large: 500 } as const;

/**
 * P2: rendering application by application, cached by content, against one kustomization that holds everything, which
 * is what kustomize itself is slow at; how the time grows with the tree; and one changed application against all.
 */
export async function renderMeasures(): Promise<readonly Measure[]> {
  const small = await onTree(sizes.small, ({ cold }) => cold());
  const { coldMs, peerMs, oneMs } = await onTree(sizes.promised, async ({ cold, peer, changed }) => ({
    coldMs: await cold(),
    peerMs: await peer(),
    oneMs: await changed(),
  }));
  const large = await onTree(sizes.large, ({ cold }) => cold());
  return [
    {
      name: `P2 render ${sizes.promised * 10} objects, cold`,
      peer: "kubectl kustomize of one kustomization",
      oursMs: coldMs,
      peerMs,
      atMost: 0.1,
    },
    {
      name: `P2 render ${sizes.large * 10} objects, cold`,
      peer: `${sizes.small * 10} objects, cold`,
      oursMs: large,
      peerMs: small,
      atMost: 15,
    },
    {
      name: "P2 one changed application, all asked for again",
      peer: "all of them, cold",
      oursMs: oneMs,
      peerMs: coldMs,
      atMost: 0.01,
    },
  ];
}

type Tree = { cold: () => Promise<number>; peer: () => Promise<number>; changed: () => Promise<number> };

async function onTree<T>(applications: number, measure: (tree: Tree) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "o8-bench-render-"));
  try {
    await writeTree(folder, applications);
    const sources = Array.from(
      { length: applications },
      (_, a): Source => ({ kind: "kustomize", path: `apps/a${a}/overlays/staging` }),
    );
    const renderer = openRenderer({
      scratch: join(folder, ".scratch"),
      hash: (text) => text.length.toString(16),
    });
    const renderAll = async () => {
      const tree = await (await openCheckout({ folder })).working();
      if (tree) await Promise.all(sources.map((source) => renderer.render(tree, source)));
    };
    return await measure({
      cold: () => timed(renderAll),
      peer: async () => timed(await kustomizeOfAll(folder, applications)),
      async changed() {
        let tag = 0;
        return median(3, async () => {
          await writeFile(
            join(folder, "apps/a0/base/c0.yaml"),
            `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a0-c0}\ndata: {A: "${tag++}"}\n`,
          );
          await renderAll();
        });
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function kustomizeOfAll(folder: string, applications: number): Promise<() => Promise<unknown>> {
  const all = Array.from({ length: applications }, (_, a) => `- ../apps/a${a}/overlays/staging\n`);
  await mkdir(join(folder, "all"));
  await writeFile(join(folder, "all/kustomization.yaml"), `resources:\n${all.join("")}`);
  const { kustomize } = await findTools(defaultToolFolder());
  if (!kustomize) throw new Error("kustomize was not found");
  const build = kustomize.path.endsWith("kubectl") ? ["kustomize"] : ["build"];
  return () => run(kustomize.path, [...build, join(folder, "all")], { maxBuffer: 1 << 28 });
}

/** Once, since a cold run cannot be repeated. */
async function timed(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}
