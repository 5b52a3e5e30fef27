// `npm test`: installs what is missing, runs every suite, and closes with one line of counts.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { endAll, run, say } from "./run.mjs";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  say(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "o8-test-"));
const total = { passed: 0, failed: 0, skipped: 0 };
const skippedSuites = [];
const leave = (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
};
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    endAll(signal);
    leave(130);
  });

const node = process.execPath;
const count = (title, ok) => {
  total[ok ? "passed" : "failed"] += 1;
  say(`${ok ? "ok    " : "FAILED"} ${title}`);
};
const step = async (title, command, args, options) => {
  say(`\n== ${title}`);
  return run(command, args, options);
};

if (!existsSync("node_modules/next")) {
  if ((await step("install", "npm", ["ci"])) !== 0) leave(1);
}

const chromium = await findChromium();
const { ensureParts } = await import("./parts.mjs");
say("\n== real parts");
for (const { name, version, state } of await ensureParts({ say })) {
  say(
    `${state.kind === "cached" ? "ready  " : "missing"} ${name} ${version}${state.kind === "unavailable" ? `: ${state.reason}` : ""}`,
  );
}

count("check", (await step("check", node, ["scripts/check.mjs"])) === 0);

await vitest("unit, operation and adapter suites", ["--project", "node", "--project", "dom"]);
await vitest("cluster suite on a real Kubernetes API", ["--project", "cluster"]);
await browser();

say("");
for (const { suite, reason } of skippedSuites) say(`skipped: ${suite}: ${reason}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
leave(total.failed === 0 ? 0 : 1);

async function vitest(title, args) {
  const file = join(folder, `${args[1]}.json`);
  const code = await step(title, node, [
    "node_modules/vitest/vitest.mjs",
    "run",
    ...args,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  if (!existsSync(file)) return count(title, false);
  const report = JSON.parse(readFileSync(file, "utf8"));
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  total.skipped += report.numPendingTests + report.numTodoTests;
  // A suite that could not even load has no failed test of its own.
  const broken = report.numFailedTestSuites > 0 && report.numFailedTests === 0;
  if (broken || (code !== 0 && report.numFailedTests === 0)) total.failed += 1;
  for (const suite of report.testResults)
    for (const test of suite.assertionResults)
      if (test.status === "skipped" || test.status === "pending")
        noteSkip(suite.name.replace(`${process.cwd()}/`, ""), test);
}

function noteSkip(suite, test) {
  const reason = /\[skipped: (.*?)\]/.exec(test.fullName)?.[1] ?? "its real part is not here";
  if (!skippedSuites.some((s) => s.suite === suite && s.reason === reason))
    skippedSuites.push({ suite, reason });
}

async function browser() {
  if (!chromium.path) {
    skippedSuites.push({ suite: "browser journeys", reason: chromium.reason });
    total.skipped += 1;
    return;
  }
  const built = await step(
    "build for the browser journeys",
    node,
    ["node_modules/next/dist/bin/next", "build"],
    {
      env: { NEXT_TELEMETRY_DISABLED: "1", O8_DIST: ".next-test", O8_DEV_UI: "1" },
    },
  );
  if (built !== 0) return count("build", false);
  const file = join(folder, "playwright.json");
  const code = await step(
    "browser journeys",
    node,
    ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"],
    {
      env: {
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        O8_CHROMIUM: chromium.path,
        O8_DIST: ".next-test",
        O8_DEV_UI: "1",
      },
    },
  );
  if (!existsSync(file)) return count("browser journeys", false);
  const { stats } = JSON.parse(readFileSync(file, "utf8"));
  total.passed += stats.expected + stats.flaky;
  total.failed += stats.unexpected;
  total.skipped += stats.skipped;
  if (code !== 0 && stats.unexpected === 0) total.failed += 1;
}
