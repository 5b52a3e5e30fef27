import { type ManifestDrift, ManifestDriftCase } from "@/lib/contract/manifest";
import { driftManifests, isDriftClass } from "@/lib/domain/drift/drift";
import { stringifyJson } from "@/lib/domain/json";
import { hasErrors } from "@/lib/domain/problem";
import type { KeyedHash } from "@/lib/domain/secret";
import { type Done, runBatch } from "./batch";
import { type Here, processHash, readObjects } from "./manifest-files";

export type ManifestDriftOptions = ManifestDriftCase;

/**
 * `o8 manifest drift DESIRED LIVE`: what runs against what is wanted. Exit 1 when anything drifted, is missing, or could
 * not be read; defaults and bookkeeping are listed and never drift.
 */
export async function runManifestDrift(
  options: ManifestDriftOptions,
  here: Here,
  hash: KeyedHash = processHash(),
): Promise<Done<ManifestDrift>> {
  const [desired, live] = [
    await readObjects(options.desired, here, hash),
    await readObjects(options.live, here, hash),
  ];
  const predicted =
    options.predicted == null
      ? { objects: [], problems: [] }
      : await readObjects(options.predicted, here, hash);
  const drift = driftManifests({
    desired: desired.objects,
    live: live.objects,
    predicted: predicted.objects,
    ignoreAggregatedRoles: options.options?.ignoreAggregatedRoles ?? false,
  });
  const problems = [...desired.problems, ...live.problems, ...predicted.problems];
  const document = { schemaVersion: 1, kind: "ManifestDrift", ...drift, problems };
  // The engine's readonly arrays are the schema's arrays; nothing is converted on the way.
  return {
    exit: drift.drifted || hasErrors(problems) ? 1 : 0,
    document: document as unknown as ManifestDrift,
  };
}

/** `o8 manifest drift --batch FILE`: many comparisons in one call. */
export async function runManifestDriftBatch(text: string, here: Here) {
  const hash = processHash();
  return runBatch(text, ManifestDriftCase, (one) => runManifestDrift(one, here, hash));
}

/** For people: what drifted and who wrote it; defaults and bookkeeping as numbers only. */
export function manifestDriftText(document: ManifestDrift): string {
  const { differences, summary, pairs, onlyLeft, onlyRight, problems } = document;
  const lines = differences
    .filter((one) => isDriftClass(one.class as Parameters<typeof isDriftClass>[0]))
    .map((one) => {
      const value = (side: "leftValue" | "rightValue"): string =>
        side in one ? shortened(stringifyJson(one[side] as Parameters<typeof stringifyJson>[0])) : "(none)";
      return `${one.object}  ${one.path}: wanted ${value("leftValue")}, runs ${value("rightValue")}${one.manager === undefined ? "" : `  (written by ${one.manager})`}`;
    });
  for (const index of onlyLeft) lines.push(`object ${index} is wanted and not there`);
  for (const index of onlyRight) lines.push(`live object ${index} is wanted by nobody`);
  for (const one of problems)
    lines.push(
      `${one.severity}: ${[one.file, one.line, one.column].filter((part) => part !== undefined).join(":")} ${one.message}`,
    );
  lines.push(
    `${pairs.length} objects compared; ${summary.drift} drifted fields, ${summary.default} defaults, ${summary.bookkeeping} bookkeeping; ${document.drifted ? "drifted" : "no drift"}`,
  );
  return lines.join("\n");
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
