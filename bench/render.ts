import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
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
const applications = 50;

/**
 * P2: rendering application by application, cached by content, against one kustomization that holds everything, which
 * is what kustomize itself is slow at; and one changed application against all of them.
 */
export async function renderMeasures(): Promise<readonly Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), "o8-bench-render-"));
  try {
    await writeTree(folder, applications);
    const all = Array.from({ length: applications }, (_, a) => `../apps/a${a}/overlays/staging`);
    await run("mkdir", ["-p", join(folder, "all")]);
    await writeFile(
      join(folder, "all/kustomization.yaml"),
      `resources:\n${all.map((path) => `- ${path}\n`).join("")}`,
    );
    const { kustomize } = await findTools(defaultToolFolder());
    if (!kustomize) throw new Error("kustomize was not found");
    const build = kustomize.path.endsWith("kubectl") ? ["kustomize"] : ["build"];
    const peer = () => run(kustomize.path, [...build, join(folder, "all")], { maxBuffer: 1 << 28 });
    const sources = Array.from(
      { length: applications },
      (_, a): Source => ({ kind: "kustomize", path: `apps/a${a}/overlays/staging` }),
    );
    const open = () =>
      openRenderer({ scratch: join(folder, ".scratch"), hash: (text) => text.length.toString(16) });
    const warm = open();
    const renderAll = async (renderer: ReturnType<typeof open>) => {
      const tree = await (await openCheckout({ folder })).working();
      if (tree) await Promise.all(sources.map((source) => renderer.render(tree, source)));
    };
    const [peerMs, coldMs, cachedMs] = [
      await median(1, peer),
      await median(1, () => renderAll(open())),
      await median(3, () => renderAll(warm)),
    ];
    let tag = 0;
    const oneMs = await median(3, async () => {
      await writeFile(
        join(folder, "apps/a0/base/c0.yaml"),
        `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a0-c0}\ndata: {A: "${tag++}"}\n`,
      );
      await renderAll(warm);
    });
    const objects = applications * 10;
    return [
      {
        name: `P2 render ${objects} objects, cold`,
        peer: "kubectl kustomize of one kustomization",
        oursMs: coldMs,
        peerMs,
        atMost: 10,
      },
      {
        name: `P2 render ${objects} objects, unchanged`,
        peer: "the same, cold",
        oursMs: cachedMs,
        peerMs: coldMs,
        atMost: 0.1,
      },
      {
        name: "P2 one changed application",
        peer: "all of them, cold",
        oursMs: oneMs,
        peerMs: coldMs,
        atMost: 0.2,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
