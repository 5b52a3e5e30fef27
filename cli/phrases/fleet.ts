import type { Phrase } from "../io";

export const fleetPhrases: readonly Phrase[] = [
  {
    words: "fleet lint",
    summary: "Check orchestr8.yaml and every environments.yaml; exit 1 when there is an error",
    kind: "FleetLint",
    arguments: [["[dir]", "a folder of files as they are (default: here, up to orchestr8.yaml)"]],
    examples: ["o8 fleet lint", "o8 fleet lint examples/acme -o json"],
    run: async ({ values, options, io }) => {
      const [{ lintText, runFleetLint }, { formatOf, printDocument }, { resolve }] = await Promise.all([
        import("../fleet-lint"),
        import("../print"),
        import("node:path"),
      ]);
      const [dir] = values;
      const { fleetRoot } = await import("@/lib/engine/fleet-root");
      const folder = dir === undefined ? await fleetRoot(io.cwd, true) : resolve(io.cwd, dir);
      const linted = await runFleetLint({ dir: folder });
      await printDocument(linted.document, formatOf(options), io, () => lintText(linted));
      return linted.exit;
    },
  },
];
