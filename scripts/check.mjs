// `npm run check`: types, lint, format, architecture, generated files fresh, unused code. Seconds, and no service.
import { run, say } from "./run.mjs";

const npx = (name, ...args) => [process.execPath, [`node_modules/.bin/../${name}`, ...args]];
const steps = [
  ["route types", ...npx("next/dist/bin/next", "typegen")],
  ["types", ...npx("typescript/bin/tsc", "--noEmit", "-p", ".")],
  ["lint and format", ...npx("@biomejs/biome/bin/biome", "ci", "--error-on-warnings", ".")],
  ["architecture", ...npx("vitest/vitest.mjs", "run", "--project", "node", "architecture.test.ts")],
  ["generated files", ...npx("tsx/dist/cli.mjs", "scripts/generate.ts", "--check")],
  ["unused code", ...npx("knip/bin/knip.js", "--no-progress")],
];

let failed = 0;
for (const [title, command, args] of steps) {
  const began = Date.now();
  const code = await run(command, args, { env: { NEXT_TELEMETRY_DISABLED: "1" } });
  say(`${code === 0 ? "ok    " : "FAILED"} ${title} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (code !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
