// Adds the optional packages of other platforms to package-lock.json, by name and version alone.
// A registry that serves only this platform's binaries makes npm leave them out, and `npm ci` then refuses the lock.
import { readFileSync, writeFileSync } from "node:fs";

const file = "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8"));
const systems = [
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "aix",
  "win32",
  "windows",
];
const processors = [
  [/arm64|aarch64/, "arm64"],
  [/wasm32/, "wasm32"],
  [/arm/, "arm"],
  [/ia32/, "ia32"],
  [/x64/, "x64"],
  [/ppc64/, "ppc64"],
  [/riscv64/, "riscv64"],
  [/s390x/, "s390x"],
  [/loong64/, "loong64"],
  [/mips64el/, "mips64el"],
];

let added = 0;
for (const [from, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] || lock.packages[`${from}/node_modules/${name}`]) continue;
    const tail = name.slice(name.lastIndexOf("/") + 1);
    const os = systems.find((system) => tail.includes(system));
    const cpu = processors.find(([pattern]) => pattern.test(tail))?.[1];
    if (!os && !cpu) continue;
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/, ""),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...(os ? { os: [os === "windows" ? "win32" : os] } : {}),
      ...(cpu ? { cpu: [cpu] } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a === "" ? -1 : b === "" ? 1 : a < b ? -1 : 1)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added`);
