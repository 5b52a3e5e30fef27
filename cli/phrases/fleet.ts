import { Option } from "commander";
import type { Phrase } from "../io";
import { flagOption } from "../option";

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
  {
    words: "fleet init",
    summary: "Propose an orchestr8.yaml for a repository that has none, and render everything it would place",
    kind: "FleetInit",
    arguments: [["[dir]", "the repository's folder (default: here)"]],
    options: [new Option("--write", "write orchestr8.yaml; refused (3) where there is one")],
    examples: ["o8 fleet init", "o8 fleet init ../my-gitops --write"],
    run: async (given) => {
      const { values, options, io } = given;
      const [{ initText, runFleetInit }, { formatOf, printDocument }, { resolve }] = await Promise.all([
        import("../fleet-init"),
        import("../print"),
        import("node:path"),
      ]);
      const made = await runFleetInit({
        dir: resolve(io.cwd, values[0] ?? "."),
        write: flagOption(given, "write"),
      });
      await printDocument(made.document, formatOf(options), io, () => initText(made));
      return made.exit;
    },
  },
];
