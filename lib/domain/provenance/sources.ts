import type { ReadText } from "../release-writer";
import type { Located } from "../yaml/located";
import { parseYaml } from "../yaml/parse";

/** Files as text and as located YAML; each is parsed once. */
export type Sources = { text: ReadText; documents: (file: string) => readonly Located[] };

export function sourcesOf(text: ReadText): Sources {
  const parsed = new Map<string, readonly Located[]>();
  return {
    text,
    documents(file) {
      const known = parsed.get(file);
      if (known) return known;
      const content = text(file);
      if (content === null) return [];
      const documents = parseYaml(content, file).documents.flatMap((d) =>
        d.contents === null ? [] : [d.contents],
      );
      parsed.set(file, documents);
      return documents;
    },
  };
}
