import type { ReadText } from "../release-writer";
import type { Located } from "../yaml/located";
import { parseYaml } from "../yaml/parse";

/** Files as text and as located YAML; each is parsed once, and what is `kept` stays parsed between readings. */
export type Sources = { text: ReadText; documents: (file: string) => readonly Located[] };

export function sourcesOf(text: ReadText, kept: Map<string, readonly Located[]> = new Map()): Sources {
  return {
    text,
    documents(file) {
      const known = kept.get(file);
      if (known) return known;
      const content = text(file);
      if (content === null) return [];
      const documents = parseYaml(content, file).documents.flatMap((d) =>
        d.contents === null ? [] : [d.contents],
      );
      kept.set(file, documents);
      return documents;
    },
  };
}
