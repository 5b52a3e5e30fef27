import { createHash } from "node:crypto";
import type { KeyedHash } from "@/lib/domain/secret";
import type { Source } from "@/lib/domain/source";
import type { TreeEntry } from "@/lib/ports/repo";
import { kubeVersion } from "./helm-gate";
import type { Tools } from "./tools";

/** Raised whenever equal input may give other objects than before. */
const format = 3;

/** Format, tools, what is asked, every input blob, and the masking key's own mark: equal keys give equal objects. */
export function renderKey(
  source: Source,
  tools: Tools | null,
  entries: Iterable<TreeEntry>,
  hash: KeyedHash,
): string {
  const input = [...entries].map(({ path, kind, blob }) => `${path}\0${kind}\0${blob}`).sort();
  const versions = [tools?.kustomize?.version ?? null, tools?.helm?.version ?? null, kubeVersion];
  const text = JSON.stringify([format, versions, source, hash("orchestr8.render-key"), input]);
  return createHash("sha256").update("orchestr8.render\0").update(text).digest("hex");
}
