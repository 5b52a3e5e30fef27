// `npm run generate` writes what follows from the code; `--check` fails when a file is not fresh.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { cliReference } from "@/cli/reference";
import { openApi } from "@/lib/contract/open-api";
import { codesPage, comparisonPage, permissionsPage } from "@/lib/contract/reference";
import { schemaFiles } from "@/lib/contract/schema-files";
import { version } from "@/package.json";

const files: readonly { path: string; text: string }[] = [
  { path: "docs/codes.md", text: codesPage() },
  { path: "docs/permissions.md", text: permissionsPage() },
  { path: "docs/comparison.md", text: comparisonPage() },
  { path: "docs/cli.md", text: await cliReference() },
  { path: "public/openapi.json", text: `${JSON.stringify(openApi(version), null, 2)}\n` },
  ...schemaFiles(),
];

const check = process.argv.includes("--check");
const stale: string[] = [];
for (const { path, text } of files) {
  if (read(path) === text) continue;
  stale.push(path);
  if (check) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
if (check && stale.length > 0) {
  console.error(`Not fresh: ${stale.join(", ")}. Run \`npm run generate\` and commit the result.`);
  process.exit(1);
}
if (!check) for (const path of stale) console.log(`wrote ${path}`);

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
