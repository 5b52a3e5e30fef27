import { join } from "node:path";
import type { Problem } from "@/lib/domain/problem";
import type { Source } from "@/lib/domain/source";
import { Fault } from "@/lib/ports/fault";
import type { Tree, TreeEntry } from "@/lib/ports/repo";
import type { Ran } from "../process/run";
import { kubeVersion } from "./helm-gate";
import { knownSecrets } from "./known-secrets";
import { wrapOrigins } from "./object-origin";
import { copyLimits, makePrivateCopy, type PrivateCopy, type Rewrite } from "./private-copy";
import type { RenderLimits, Sandbox } from "./sandbox";
import { readToolError } from "./tool-error";
import { missingTool, type Tools } from "./tools";

type ToolRun =
  | { kind: "output"; text: string }
  | { kind: "problem"; problem: Problem /** The same input fails alike every time. */; lasting: boolean };

type ToolSetting = {
  tools: Tools;
  /** The helm that kustomize may call; null without helm. */
  helmGate: string | null;
  sandbox: Sandbox;
  limits: RenderLimits;
  scratch: string;
};

type ToolSource = Exclude<Source, { kind: "plain" }>;

/** Runs kustomize or helm on a private copy of what it needs; the copy is gone afterwards. */
export async function runTool(
  setting: ToolSetting,
  tree: Tree,
  source: ToolSource,
  entries: readonly TreeEntry[],
  { open, origins, rewrite }: { open: boolean; origins: boolean; rewrite: Rewrite | null },
): Promise<ToolRun> {
  const copy = await makePrivateCopy(setting.scratch, tree, entries, rewrite);
  if (copy === null) {
    const mib = copyLimits.bytes / 1024 / 1024;
    return failed(
      "render.too-large",
      `The source has more than ${copyLimits.files} files or ${mib} MiB, or names no file can have`,
      true,
    );
  }
  try {
    const command =
      source.kind === "helm"
        ? helmCommand(setting, source, copy)
        : kustomizeCommand(
            setting,
            origins ? await wrapOrigins(copy, source.path) : join(copy.tree, source.path),
          );
    const ran = await setting.sandbox.run({ ...command, cwd: copy.tree, home: copy.home, open });
    return await outcome(setting, ran, tree, source, entries, copy);
  } finally {
    await copy.remove();
  }
}

function helmCommand({ tools }: ToolSetting, source: Extract<Source, { kind: "helm" }>, copy: PrivateCopy) {
  if (!tools.helm) throw missingTool("helm");
  const values = source.values.flatMap((path) => ["--values", join(copy.tree, path)]);
  const fixed = ["--include-crds", "--no-hooks", "--skip-tests", "--kube-version", kubeVersion];
  const args = [
    ...tools.helm.args,
    "template",
    source.release,
    join(copy.tree, source.chart),
    "--namespace",
    source.namespace,
    ...fixed,
    ...values,
  ];
  return { command: tools.helm.path, args };
}

function kustomizeCommand({ tools, helmGate }: ToolSetting, folder: string) {
  if (!tools.kustomize) throw missingTool("kustomize");
  const helm = helmGate === null ? [] : ["--enable-helm", "--helm-command", helmGate];
  return { command: tools.kustomize.path, args: [...tools.kustomize.args, folder, ...helm] };
}

async function outcome(
  { limits }: ToolSetting,
  ran: Ran,
  tree: Tree,
  source: ToolSource,
  entries: readonly TreeEntry[],
  copy: PrivateCopy,
): Promise<ToolRun> {
  if (ran.kind === "absent") throw new Fault("the renderer did not start", { retryable: true });
  if (ran.kind === "timeout")
    return failed("render.timeout", `Rendering took longer than ${limits.timeoutMs / 1000} s`, false);
  if (ran.kind === "overflow")
    return failed(
      "render.too-large",
      `Rendering made more than ${limits.outputBytes / 1024 / 1024} MiB`,
      true,
    );
  if (ran.kind === "exited" && ran.code === 0) return { kind: "output", text: ran.stdout.toString("utf8") };
  const outOfMemory =
    /out of memory|cannot allocate memory|failed to reserve|failed to create new OS thread/i.test(ran.stderr);
  if (outOfMemory || ran.kind === "killed") {
    return failed(
      "render.memory",
      `Rendering was ended at its limit of ${limits.memoryMib} MiB of memory or of processor time`,
      false,
    );
  }
  const secrets = await knownSecrets(tree, entries);
  const paths = new Set(entries.map((entry) => entry.path));
  return {
    kind: "problem",
    problem: readToolError({
      stderr: ran.stderr,
      folders: [copy.tree, copy.home],
      paths,
      source: source.kind === "helm" ? source.chart : source.path,
      secrets,
    }),
    lasting: true,
  };
}

const failed = (code: Problem["code"], message: string, lasting: boolean): ToolRun => ({
  kind: "problem",
  problem: { code, severity: "error", message },
  lasting,
});
