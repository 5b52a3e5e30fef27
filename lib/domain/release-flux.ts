import { fluxNamed } from "./flux/kustomization";
import { field, itemsOf, type ReleaseAsk, scalarText, type WriterTree, writerAt } from "./release-writer";
import type { FluxReference } from "./source";
import { parseYaml } from "./yaml/parse";

/**
 * The writers of a folder and, behind them, those of the Flux Kustomization that applies it: its images, and the variables
 * that the fleet file promotes. No line is added to it, so it is no home.
 */
export function withFluxWriters(
  tree: WriterTree,
  reference: FluxReference | undefined,
  ask: ReleaseAsk,
): WriterTree {
  const text = reference === undefined ? null : ask.text(reference.file);
  if (reference === undefined || text === null) return tree;
  const documents = parseYaml(text, reference.file).documents.flatMap(({ contents }) => contents ?? []);
  const { flux } = fluxNamed(reference.file, documents, reference.name);
  if (flux === null) return tree;
  const at = { file: flux.file, document: flux.document };
  const images = itemsOf(field(field(flux.root, "spec"), "images")).flatMap((image) => {
    const name = scalarText(field(image, "name"));
    if (name === null) return [];
    const parts = [
      { kind: "image", key: "newTag" },
      { kind: "digest", key: "digest" },
      { kind: "name", key: "newName" },
    ] as const;
    return parts.map(({ kind, key }) =>
      writerAt(
        { ...at, key: `${kind}:${name}`, kind, path: ["spec", "images", { name }, key] },
        field(image, key),
      ),
    );
  });
  const variables = [...(flux.postBuild?.substitute ?? [])].flatMap(([name, { located }]) =>
    ask.promote.includes(name)
      ? [
          writerAt(
            {
              ...at,
              key: `variable:${name}`,
              kind: "config",
              path: ["spec", "postBuild", "substitute", name],
            },
            located,
          ),
        ]
      : [],
  );
  const writers = [...tree.writers, ...[...images, ...variables].filter((writer) => writer !== null)];
  return { ...tree, writers, files: [...tree.files, flux.file] };
}
