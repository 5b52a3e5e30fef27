import type { ReadText } from "@/lib/domain/release-writer";
import type { DesiredState } from "@/lib/ports/desired";

const kept = new WeakMap<DesiredState, Map<string, string | null>>();
const rounds = 60;

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
