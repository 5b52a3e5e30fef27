import { createHash, randomUUID } from "node:crypto";
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The Kubernetes version charts are told, so that a render does not change with the helm that makes it. */
export const kubeVersion = "1.35.0";

/**
 * The helm that kustomize is given: kustomize up to 5.7 asks `helm version -c --short` and wants a v3 back, which
 * helm 4 has no answer for (kustomize#6013). Rendering a local chart is all it may do: no pull, no registry, no plugin.
 */
const helmGateScript = (helm: string): string => `#!/bin/sh
case "$1" in
  version) echo v3.20.0 ;;
  template) shift; exec ${quote(helm)} template --kube-version ${kubeVersion} "$@" ;;
  *) echo "only local charts are rendered here" >&2; exit 1 ;;
esac
`;

/** Writes the gate beside the tools once and answers its path. */
export async function writeHelmGate(toolFolder: string, helm: string): Promise<string> {
  const script = helmGateScript(helm);
  const path = join(
    toolFolder,
    `helm-gate-${createHash("sha256").update(script).digest("hex").slice(0, 12)}`,
  );
  await mkdir(toolFolder, { recursive: true });
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, script);
  await chmod(fresh, 0o555);
  await rename(fresh, path);
  return path;
}

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
