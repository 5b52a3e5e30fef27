// Bundles the CLI into one file, so that it starts in under 0.3 s and works right after `npm ci`.
import { chmodSync, existsSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Zod's other languages are half of its size, are never asked for, and cost every start. */
const englishOnly = {
  name: "english-only",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
      loader: "js",
    }));
  },
};

export async function buildCli() {
  const entry = join(root, "cli/o8.ts");
  if (!existsSync(entry)) return;
  const { build } = await import("esbuild");
  const { metafile } = await build({
    metafile: true,
    entryPoints: { o8: entry },
    outdir: join(root, "dist"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    chunkNames: "o8-[name]-[hash]",
    platform: "node",
    target: "node20",
    format: "esm",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    alias: { "@": root, "server-only": join(root, "scripts/empty.ts") },
    external: ["@electric-sql/pglite", "@kubernetes/client-node", "pg", "pg-native", "@cdktn/hcl2json"],
    plugins: [englishOnly],
    // Bundled CommonJS asks for `require`, which an ES module has to make itself.
    banner: {
      js: '#!/usr/bin/env node\nimport { createRequire as o8Require } from "node:module"; const require = o8Require(import.meta.url);',
    },
  });
  chmodSync(join(root, "dist/o8.mjs"), 0o755);
  const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  for (const file of readdirSync(join(root, "dist")))
    if (/^o8-.*\.mjs$/.test(file) && !made.has(file)) rmSync(join(root, "dist", file), { force: true });
}

await buildCli();
