import { setImmediate as breathe } from "node:timers/promises";
import type { Manifest } from "@/lib/domain/manifest";
import type { Problem } from "@/lib/domain/problem";
import { type KeyedHash, maskSecrets } from "@/lib/domain/secret";
import { readManifest, sortManifests, splitManifests } from "./manifest-text";
import type { OriginOf } from "./object-origin";

export type ObjectReading = { objects: Manifest[]; problems: Problem[]; origins?: (string | null)[] };

const heldMs = 12;

/**
 * The objects of one or more YAML texts, masked and in a stable order. Gives the event loop back every few documents.
 * A document that is no object is a problem; `file` is null for what a tool printed. `originOf` tells each object's file.
 */
export async function readObjects(
  texts: readonly { file: string | null; text: string }[],
  hash: KeyedHash,
  originOf?: OriginOf,
  /** What is done to an object before its secrets are masked. */
  change: (object: Manifest) => Manifest = (object) => object,
): Promise<ObjectReading> {
  const objects: Manifest[] = [];
  const origins = new Map<Manifest, string | null>();
  const problems: Problem[] = [];
  let since = performance.now();
  for (const { file, text } of texts) {
    for (const document of splitManifests(text)) {
      if (performance.now() - since > heldMs) {
        await breathe();
        since = performance.now();
      }
      const reading = readManifest(document);
      if (reading.kind === "objects") {
        for (const read of reading.objects) {
          const { object, origin } = originOf?.(read, document.text, file) ?? { object: read, origin: null };
          const masked = maskSecrets(change(object), hash);
          objects.push(masked);
          origins.set(masked, origin);
        }
        continue;
      }
      const line = document.line + (reading.kind === "broken" ? reading.line - 1 : 0);
      const place =
        file === null ? {} : { file, line, column: reading.kind === "broken" ? reading.column : 1 };
      problems.push(
        reading.kind === "broken"
          ? {
              code: "render.yaml",
              severity: "error",
              message: `The text is not YAML${file === null ? ` (line ${line} of the output)` : ""}`,
              ...place,
            }
          : { code: "render.object", severity: "error", message: `A document ${reading.message}`, ...place },
      );
    }
  }
  const sorted = sortManifests(objects);
  return originOf === undefined
    ? { objects: sorted, problems }
    : { objects: sorted, problems, origins: sorted.map((object) => origins.get(object) ?? null) };
}
