import { stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { FleetInit } from "@/lib/contract/documents/fleet-init";
import { FLEET_FILE } from "@/lib/domain/fleet/files";
import { type Onboarding, onboard } from "@/lib/engine/onboarding";
import { exitCodes, UsageError } from "./io";
import { plural } from "./print";
import { anyError, problemsText } from "./problem-text";
import { bold, dim, green, red } from "./style";

export type Initialised = {
  exit: number;
  document: FleetInit;
  rendered: Onboarding["rendered"];
  written: boolean;
};

/**
 * `o8 fleet init [DIR] [--write]`: proposes an orchestr8.yaml for the folder's layout and renders everything it would
 * place. Exit 1 when something does not render, 3 when `--write` would overwrite a file.
 */
export async function runFleetInit({ dir, write }: { dir: string; write: boolean }): Promise<Initialised> {
  const folder = resolve(dir);
  if (!(await stat(folder).catch(() => null))?.isDirectory())
    throw new UsageError(`${folder} is not a folder`);
  const { proposal, evidence, problems, rendered, exists } = await onboard(folder);
  const document: FleetInit = {
    schemaVersion: 1,
    kind: "FleetInit",
    proposal,
    evidence: evidence.map((one) => ({ ...one })),
    problems: problems.map((one) => ({ ...one })),
  };
  if (write && (exists || !(await written(join(folder, FLEET_FILE), proposal)))) {
    const message = `There is an ${FLEET_FILE} in ${folder} already; it is never overwritten`;
    return {
      exit: exitCodes.refused,
      document: { ...document, refusal: { code: "fleet.exists", message, facts: { file: FLEET_FILE } } },
      rendered,
      written: false,
    };
  }
  return {
    exit: anyError(problems) ? exitCodes.found : exitCodes.done,
    document,
    rendered,
    written: write,
  };
}

/** False when somebody made the file meanwhile: the system itself refuses to overwrite. */
const written = (file: string, text: string): Promise<boolean> =>
  writeFile(file, text, { flag: "wx" }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return false;
      throw error;
    },
  );

/** For people: the proposed file, what speaks for it, and how everything rendered. */
export function initText({ document, rendered, written: done }: Initialised): string {
  const { proposal, evidence, problems, refusal } = document;
  const told = problems.length === 0 ? [] : ["", problemsText(problems)];
  return [
    proposal.trimEnd(),
    "",
    ...evidence.map(({ claim, because, files }) => `${bold(claim)}: ${because} ${dim(filesText(files))}`),
    ...told,
    "",
    ...renderLines(rendered),
    refusal
      ? red(`refused: ${refusal.message} (${refusal.code})`)
      : done
        ? green(`${FLEET_FILE} is written; o8 fleet lint checks it`)
        : dim("Nothing is written; --write does"),
  ].join("\n");
}

function renderLines(rendered: Onboarding["rendered"]): string[] {
  const environments = [...new Set(rendered.map((one) => one.environment))];
  return environments.map((name) => {
    const own = rendered.filter((one) => one.environment === name);
    const failed = own.filter((one) => one.status === "failed").map((one) => one.application);
    const objects = own.reduce((sum, one) => sum + one.objects, 0);
    const worst = failed.length === 0 ? green("renders") : red(`${failed.join(", ")} failed`);
    return `${bold(name)}: ${worst}, ${plural(objects, "object")} of ${plural(own.length, "application")}`;
  });
}

const filesText = (files: readonly string[]): string =>
  files.length === 0 ? "" : `(${files[0]}${files.length > 1 ? ` and ${files.length - 1} more` : ""})`;
