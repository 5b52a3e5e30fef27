import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ask } from "./run.mjs";

/** Where Next.js builds to, as next.config.ts reads it. */
export const buildFolder = process.env.O8_DIST ?? ".next";
const markFile = join(buildFolder, ".o8-sources");
const built = [
  "app",
  "components",
  "lib",
  "db",
  "cli",
  "public",
  "package-lock.json",
  "next.config.ts",
  "instrumentation.ts",
  "proxy.ts",
  "postcss.config.mjs",
  "tsconfig.json",
];

/** Whether the build was made from the files as they are. */
export const isBuilt = async () => readMark(markFile) === (await sourceDigest());

/** Notes that the build was made from the files as they are. */
export const noteBuilt = async () => writeMark(markFile, await sourceDigest());

async function sourceDigest() {
  const { out } = await ask("git", ["ls-files", "-co", "--exclude-standard", ...built]);
  return digestOf(out.split("\n").filter((file) => file && existsSync(file) && statSync(file).isFile()));
}

export function digestOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

export function readMark(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

export function writeMark(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
