import { type Sources, sourcesOf } from "@/lib/domain/provenance/sources";
import type { ReadText } from "@/lib/domain/release-writer";
import type { Located } from "@/lib/domain/yaml/located";
import type { DesiredState } from "@/lib/ports/desired";

const kept = new WeakMap<DesiredState, Map<string, string | null>>();
const parsed = new WeakMap<DesiredState, Map<string, readonly Located[]>>();
const rounds = 60;

/** As `withTexts`, over parsed files, which are kept with the state, too. */
export function withSources<T>(state: DesiredState, read: (sources: Sources) => T): Promise<T> {
  const documents = parsed.get(state) ?? new Map<string, readonly Located[]>();
  parsed.set(state, documents);
  return withTexts(state, (text) => read(sourcesOf(text, documents)));
}

/**
 * Runs a pure reading of files that finds out on its way which files it needs: what is missing is loaded, and the
 * reading begins again. Texts are kept with the state.
 */
export async function withTexts<T>(state: DesiredState, read: (text: ReadText) => T): Promise<T> {
  const texts = kept.get(state) ?? new Map<string, string | null>();
  kept.set(state, texts);
  for (let round = 0; ; round++) {
    const missing = new Set<string>();
    const answer = read((path) => {
      const known = texts.get(path);
      if (known !== undefined) return known;
      if (state.paths.has(path)) missing.add(path);
      return null;
    });
    if (missing.size === 0 || round >= rounds) return answer;
    await Promise.all([...missing].map(async (path) => texts.set(path, await state.tree.text(path))));
  }
}
