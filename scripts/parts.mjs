// Builds and finds the real parts of the cluster tests; `npm run parts` warms the cache.
// Plain Node without dependencies, because scripts/test.mjs and the vitest suites both import it.
import { spawn, spawnSync } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @typedef {{ name: string, version: string, minutes: number, isDefault: boolean, needs: "go" | "apt-get", files: readonly string[],
 *   build: (folder: string, say: Say) => Promise<void> }} Part
 * @typedef {(line: string) => void} Say
 * @typedef {Readonly<Record<string, string | undefined>>} Env
 * @typedef {{ kind: "cached", folder: string } | { kind: "buildable" } | { kind: "unavailable", reason: string }} PartState
 */

/** A Go binary appears under its own name only when it is whole: a crash must never leave half of one.
 * @param {string[]} args @param {{ cwd?: string, env?: Record<string, string>, from: string, to: string }} options */
async function goBuild(args, options) {
  await run("go", args, { cwd: options.cwd ?? root, env: { CGO_ENABLED: "0", ...options.env } });
  renameSync(options.from, options.to);
}

/** @type {readonly Part[]} */
export const parts = [
  {
    name: "kubernetes",
    version: "1.35.4",
    minutes: 6,
    isDefault: true,
    needs: "go",
    files: ["kube"],
    async build(folder) {
      const temporary = join(folder, `.kube.${process.pid}.tmp`);
      const version = "k8s.io/component-base/version";
      const stamp = `-X ${version}.gitVersion=v1.35.4 -X ${version}.gitMajor=1 -X ${version}.gitMinor=35`;
      await goBuild(["build", "-trimpath", "-ldflags", `-s -w ${stamp}`, "-o", temporary, "."], {
        cwd: join(root, "e2e/parts/kubernetes"),
        from: temporary,
        to: join(folder, "kube"),
      });
    },
  },
  {
    name: "kwok",
    version: "0.8.0",
    minutes: 2,
    isDefault: true,
    needs: "go",
    files: ["kwok", "stages.yaml"],
    async build(folder) {
      const bin = join(folder, `.kwok.${process.pid}.tmp`);
      await goBuild(["install", "-trimpath", "-ldflags", "-s -w", "sigs.k8s.io/kwok/cmd/kwok@v0.8.0"], {
        env: { GOBIN: bin },
        from: join(bin, "kwok"),
        to: join(folder, "kwok"),
      });
      rmSync(bin, { recursive: true, force: true });
      // kwok refuses to start without stages; its own fast ones make nodes and pods ready at once.
      const found = await run("go", ["mod", "download", "-json", "sigs.k8s.io/kwok@v0.8.0"], { cwd: folder });
      const stages = join(JSON.parse(found).Dir, "kustomize/stage");
      const files = [
        "node/fast/node-initialize.yaml",
        "node/heartbeat-with-lease/node-heartbeat-with-lease.yaml",
        "pod/fast/pod-ready.yaml",
        "pod/fast/pod-complete.yaml",
        "pod/fast/pod-delete.yaml",
      ].map((name) => join(stages, name));
      const text = files.map((file) => readFileSync(file, "utf8"));
      const temporary = join(folder, `.stages.${process.pid}.tmp`);
      writeFileSync(temporary, text.join("\n---\n"));
      renameSync(temporary, join(folder, "stages.yaml"));
    },
  },
  {
    name: "prometheus",
    version: "debian",
    minutes: 1,
    isDefault: true,
    needs: "apt-get",
    files: ["prometheus", "promtool"],
    async build(folder) {
      // Debian's package, unpacked and not installed: it needs nothing else and no rights.
      const work = join(folder, `.work.${process.pid}.tmp`);
      mkdirSync(work, { recursive: true });
      try {
        await run("apt-get", ["download", "prometheus"], { cwd: work });
        const [archive] = readdirSync(work).filter((name) => name.endsWith(".deb"));
        if (!archive) throw new Error("apt-get downloaded no package named prometheus");
        await run("dpkg-deb", ["-x", archive, "unpacked"], { cwd: work });
        for (const file of this.files) renameSync(join(work, "unpacked/usr/bin", file), join(folder, file));
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
    },
  },
];

/** The user's cache of built parts; `XDG_CACHE_HOME` is honoured. @param {Env} env */
export function cacheFolder(env = process.env) {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache"), "orchestr8", "parts");
}

/** The folder one part lives in, built or not. @param {Part} part @param {Env} env */
export function partFolder(part, env = process.env) {
  return join(cacheFolder(env), `${part.name}-${part.version}`);
}

/** Is this an executable file? @param {string} file */
function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where a program is on PATH; null when it is not. @param {string} name @param {Env} env */
function onPath(name, env = process.env) {
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(executable) ?? null;
}

/**
 * The parts `O8_PARTS` asks for: `default` (also when unset), `all`, `none`, or names joined by commas.
 * An unknown name is an error, so a typing mistake never passes as "nothing to test".
 * @param {Env} env @returns {readonly Part[]}
 */
export function chosenParts(env = process.env) {
  const asked = (env.O8_PARTS ?? "default").trim() || "default";
  if (asked === "all") return parts;
  if (asked === "none") return [];
  if (asked === "default") return parts.filter((part) => part.isDefault);
  return asked.split(",").map((name) => findPart(name.trim()));
}

/** One part by name. @param {string} name @returns {Part} */
export function findPart(name) {
  const part = parts.find((one) => one.name === name);
  if (part) return part;
  const known = parts.map((one) => one.name).join(", ");
  throw new Error(
    `There is no part named "${name}"; O8_PARTS takes all, default, none, or some of: ${known}`,
  );
}

/**
 * Can this part be had here, and where is it? The reason is fit for the closing line of a test run.
 * @param {string} name @param {Env} env @returns {PartState}
 */
export function partState(name, env = process.env) {
  const part = findPart(name);
  if (!chosenParts(env).includes(part)) {
    return { kind: "unavailable", reason: `${name} is not among O8_PARTS=${env.O8_PARTS ?? "default"}` };
  }
  const assets = env.KUBEBUILDER_ASSETS;
  if (name === "kubernetes" && assets) {
    const missing = ["etcd", "kube-apiserver"].filter((file) => !executable(join(assets, file)));
    if (missing.length === 0) return { kind: "cached", folder: assets };
    return {
      kind: "unavailable",
      reason: `KUBEBUILDER_ASSETS=${assets} holds no ${missing.join(" and no ")}`,
    };
  }
  const folder = partFolder(part, env);
  if (part.files.every((file) => existsSync(join(folder, file)))) return { kind: "cached", folder };
  const installed = part.needs === "apt-get" ? dirname(onPath(part.files[0] ?? "", env) ?? "") : "";
  if (installed !== "" && part.files.every((file) => executable(join(installed, file))))
    return { kind: "cached", folder: installed };
  if (onPath(part.needs, env)) return { kind: "buildable" };
  const lack =
    part.needs === "go" ? "is not built and Go is not installed" : "is not here and neither is apt-get";
  return { kind: "unavailable", reason: `${name} ${part.version} ${lack}` };
}

/**
 * How to start one component of the control plane: program and leading arguments, or null when it is not here
 * (a KUBEBUILDER_ASSETS folder has no controllers; a cached build of our own lends them).
 * @param {"etcd" | "kube-apiserver" | "kube-controller-manager" | "kube-scheduler"} component
 * @param {Env} env @returns {{ file: string, args: readonly string[] } | null}
 */
export function component(component, env = process.env) {
  const state = partState("kubernetes", env);
  if (state.kind !== "cached") return null;
  const own = join(partFolder(findPart("kubernetes"), env), "kube");
  const alone = join(state.folder, component);
  if (env.KUBEBUILDER_ASSETS && executable(alone)) return { file: alone, args: [] };
  return executable(own) ? { file: own, args: [component] } : null;
}

/** Runs a program, its stderr passed on and its stdout returned.
 * @param {string} file @param {string[]} args @param {{ cwd: string, env?: Record<string, string> }} options
 * @returns {Promise<string>} */
function run(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", reject);
    child.on("close", (code, signal) =>
      code === 0
        ? resolve(output)
        : reject(new Error(`${file} ${args[0]} ended with ${signal ?? `code ${code}`}`)),
    );
  });
}

/**
 * Builds the asked parts that are missing, one after another (each build takes every core), and answers the state
 * of each. A part that cannot be had is no error: its reason is in the answer.
 * @param {{ say?: Say, env?: Env }} [options]
 * @returns {Promise<{ name: string, version: string, state: PartState }[]>}
 */
export async function ensureParts({
  say = (line) => process.stderr.write(`${line}\n`),
  env = process.env,
} = {}) {
  const states = [];
  for (const part of chosenParts(env)) {
    if (partState(part.name, env).kind === "buildable") {
      states.push({ name: part.name, version: part.version, state: await buildPart(part, say, env) });
    } else {
      states.push({ name: part.name, version: part.version, state: partState(part.name, env) });
    }
  }
  return states;
}

/** @param {Part} part @param {Say} say @param {Env} env @returns {Promise<PartState>} */
async function buildPart(part, say, env) {
  const folder = partFolder(part, env);
  mkdirSync(folder, { recursive: true });
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(`${part.name} ${part.version}: building, about ${part.minutes} minutes on two cores the first time`);
  const beat = setInterval(() => say(`${part.name} ${part.version}: still building, ${seconds()} s`), 30_000);
  try {
    await part.build(folder, say);
    say(`${part.name} ${part.version}: built in ${seconds()} s`);
    return partState(part.name, env);
  } catch (error) {
    const reason = `${part.name} ${part.version} could not be built: ${error instanceof Error ? error.message : error}`;
    say(reason);
    return { kind: "unavailable", reason };
  } finally {
    clearInterval(beat);
  }
}

/** The version line of the Go on PATH, or null. */
export function goVersion() {
  const answer = spawnSync("go", ["version"], { encoding: "utf8" });
  return answer.status === 0 ? answer.stdout.trim() : null;
}

async function main() {
  process.stderr.write(`parts are kept in ${cacheFolder()}\n`);
  process.stderr.write(
    `${goVersion() ?? "Go is not installed: only parts already cached can be used (https://go.dev/dl)"}\n`,
  );
  const states = await ensureParts();
  for (const { name, version, state } of states) {
    process.stdout.write(
      `${name} ${version}: ${state.kind === "cached" ? state.folder : state.kind === "unavailable" ? state.reason : state.kind}\n`,
    );
  }
  if (states.some(({ state }) => state.kind !== "cached")) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 2;
  });
}
