// `npm run demo`: from a fresh clone to a console that can be clicked through. Needs Node and git only.

import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { digestOf, isBuilt, noteBuilt, readMark, writeMark } from "./built.mjs";
import { ask, endAll, run, say } from "./run.mjs";

const port = Number(process.env.PORT ?? 3000);
const host = "127.0.0.1";
const url = `http://${host}:${port}`;
const node = process.execPath;
const began = Date.now();
let server = null;
let ended = false;
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    ended = true;
    endAll("SIGTERM");
    server?.kill("SIGTERM");
  });

const stop = (line) => {
  say(line);
  process.exit(1);
};

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  stop(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`);
if ((await ask("git", ["--version"])).code !== 0) stop("git was not found: install it and try again.");
if (!(Number.isInteger(port) && port > 0 && port < 65536)) stop(`PORT=${process.env.PORT} is not a port.`);
if (!(await free(port))) stop(`Port ${port} is taken by another program. Choose one: PORT=3001 npm run demo`);

const lock = digestOf(["package-lock.json"]);
if (readMark("node_modules/.o8-lock") !== lock) {
  if (!existsSync("node_modules/next") || readMark("node_modules/.o8-lock") !== null)
    await step("Installing packages", "npm", ["ci", "--no-audit", "--no-fund"]);
  writeMark("node_modules/.o8-lock", lock);
}

if (!(await isBuilt())) {
  await step("Building the console", node, ["node_modules/next/dist/bin/next", "build"], {
    NEXT_TELEMETRY_DISABLED: "1",
  });
  await step("Building the CLI", node, ["scripts/build-cli.mjs"]);
  await noteBuilt();
}

say("Preparing the example fleet and starting");
const data = process.env.O8_DATA ?? ".o8/demo";
mkdirSync(data, { recursive: true });
server = spawn(node, ["node_modules/next/dist/bin/next", "start", "-H", host, "-p", String(port)], {
  stdio: ["ignore", "pipe", "pipe"],
  env: {
    ...process.env,
    O8_DEMO: "1",
    O8_DATA: data,
    PORT: String(port),
    O8_URL: url,
    NEXTAUTH_URL: url,
    NEXT_MANUAL_SIG_HANDLE: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: "production",
  },
});
let said = "";
for (const stream of [server.stdout, server.stderr])
  stream.on("data", (text) => {
    said += text;
    if (process.env.O8_VERBOSE) process.stderr.write(text);
  });
server.on("exit", (code) => {
  if (code !== 0 && code !== null) process.stderr.write(said.slice(-4000));
  process.exit(code ?? 0);
});

await ready();
const people = await ask(node, ["node_modules/tsx/dist/cli.mjs", "scripts/print-people.ts"]);
console.log(`\nOrchestr8 is ready after ${((Date.now() - began) / 1000).toFixed(0)} s: ${url}\n`);
console.log(people.out.trimEnd());
console.log(
  "\nThe CLI works here too:  node dist/o8.mjs environment diff staging production --repo examples/acme",
);
console.log("Ctrl-C ends it.\n");

async function step(title, command, args, env = {}) {
  const start = Date.now();
  say(`${title} …`);
  const code = await run(command, args, {
    env,
    stdio: ["ignore", process.env.O8_VERBOSE ? "inherit" : "ignore", "inherit"],
  });
  if (ended) process.exit(130);
  if (code !== 0) stop(`${title} failed. Run again with O8_VERBOSE=1 to see all of it.`);
  say(`${title}: ${((Date.now() - start) / 1000).toFixed(0)} s`);
}

async function ready() {
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    try {
      if ((await fetch(`${url}/api/health`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((done) => setTimeout(done, 150));
  }
  process.stderr.write(said.slice(-4000));
  server.kill("SIGKILL");
  stop("The console did not start within two minutes.");
}

function free(number) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(number, host, () => probe.close(() => done(true)));
  });
}
