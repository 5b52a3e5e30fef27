import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Tree } from "@/lib/ports/repo";
import { openCheckout } from "../git/checkout";
import { openRenderer, type RendererSettings } from "./renderer";

const testHash = (text: string): string =>
  createHmac("sha256", "test").update(text).digest("base64url").slice(0, 22);

export type Files = Readonly<Record<string, string | Uint8Array | { link: string }>>;

/** A real folder with these files, its working tree, and a renderer with a scratch folder of its own. */
export function renderBench(settings: Partial<RendererSettings> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "o8-render-test-"));
  const scratch = join(folder, "scratch");
  const renderer = openRenderer({ scratch, hash: testHash, ...settings });
  let count = 0;
  return {
    folder,
    scratch,
    renderer,
    tree: async (files: Files): Promise<Tree> => {
      count += 1;
      const root = join(folder, `tree-${count}`);
      mkdirSync(root);
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        if (typeof content === "object" && "link" in content) symlinkSync(content.link, join(root, path));
        else writeFileSync(join(root, path), content);
      }
      const tree = await (await openCheckout({ folder: root })).working();
      if (!tree) throw new Error("a folder has a working tree");
      return tree;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const configMap = (name: string, data = "a: b"): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  ${data}\n`;

export const chartFiles = (folder: string, extra: Files = {}): Files => ({
  [`${folder}/Chart.yaml`]: "apiVersion: v2\nname: tiny\nversion: 1.0.0\n",
  [`${folder}/values.yaml`]: "replicas: 1\nname: from-chart\n",
  [`${folder}/templates/config.yaml`]:
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-{{ .Values.name }}\n  namespace: {{ .Release.Namespace }}\ndata:\n  replicas: {{ .Values.replicas | quote }}\n  kube: {{ .Capabilities.KubeVersion.Version | quote }}\n",
  ...extra,
});
