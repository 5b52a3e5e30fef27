import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ask, run, say } from "./run.mjs";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

const onPath = () =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));

/** Chromium's path; installs Debian's package when there is none and we may. Else why not, and what to do. */
export async function findChromium() {
  const found = process.env.O8_CHROMIUM ?? onPath();
  if (found) return { path: found, reason: null };
  const apt = existsSync("/usr/bin/apt-get");
  if (!apt || process.getuid?.() !== 0)
    return { path: null, reason: "no Chromium found; install it (Debian: sudo apt-get install chromium)" };
  say("== installing Debian's chromium");
  await ask("apt-get", ["update"]);
  await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
    env: { DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const installed = onPath();
  return installed
    ? { path: installed, reason: null }
    : { path: null, reason: "apt-get could not install chromium" };
}
