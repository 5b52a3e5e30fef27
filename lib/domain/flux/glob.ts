/** The pattern is none; what would be cut by it stays whole. */
class BadPattern extends Error {}

/**
 * Does the whole text fit a shell pattern (`*`, `?`, `[a-z]`, `\x`)? Null for a pattern that is none. Unlike in a path, a
 * star passes slashes (github.com/fluxcd/pkg/envsubst, path/match.go, which this follows letter by letter).
 */
export function matchesGlob(pattern: string, text: string): boolean | null {
  try {
    return matches([...pattern], [...text]);
  } catch (error) {
    if (error instanceof BadPattern) return null;
    throw error;
  }
}

function matches(whole: readonly string[], text: readonly string[]): boolean {
  let pattern = whole;
  let at = 0;
  while (pattern.length > 0) {
    const { star, chunk, rest } = nextChunk(pattern);
    pattern = rest;
    if (star && chunk.length === 0) return true;
    const fits = (end: number | null): end is number =>
      end !== null && (end === text.length || pattern.length > 0);
    let end = behindChunk(chunk, text, at);
    for (let from = at + 1; !fits(end) && star && from <= text.length; from++)
      end = behindChunk(chunk, text, from);
    if (!fits(end)) return false;
    at = end;
  }
  return at === text.length;
}

function nextChunk(pattern: readonly string[]) {
  let start = 0;
  while (pattern[start] === "*") start += 1;
  let end = start;
  for (let inClass = false; end < pattern.length; end++) {
    const letter = pattern[end];
    if (letter === "\\" && end + 1 < pattern.length) end += 1;
    else if (letter === "[") inClass = true;
    else if (letter === "]") inClass = false;
    else if (letter === "*" && !inClass) break;
  }
  return { star: start > 0, chunk: pattern.slice(start, end), rest: pattern.slice(end) };
}

/** Where the chunk that begins at `from` ends in the text; null when it does not begin there. */
function behindChunk(chunk: readonly string[], text: readonly string[], from: number): number | null {
  let at = 0;
  let used = from;
  while (at < chunk.length) {
    const letter = text[used];
    if (letter === undefined) return null;
    if (chunk[at] === "[") {
      const { fits, end } = inClass(chunk, at + 1, letter);
      if (!fits) return null;
      at = end;
    } else if (chunk[at] === "?") at += 1;
    else {
      if (chunk[at] === "\\" && ++at === chunk.length) throw new BadPattern();
      if (chunk[at] !== letter) return null;
      at += 1;
    }
    used += 1;
  }
  return used;
}

function inClass(chunk: readonly string[], start: number, letter: string): { fits: boolean; end: number } {
  const negated = chunk[start] === "^";
  let at = negated ? start + 1 : start;
  let found = false;
  const bound = (): string => {
    if (chunk[at] === undefined || chunk[at] === "-" || chunk[at] === "]") throw new BadPattern();
    if (chunk[at] === "\\") at += 1;
    const one = chunk[at];
    at += 1;
    if (one === undefined || at >= chunk.length) throw new BadPattern();
    return one;
  };
  for (let ranges = 0; !(chunk[at] === "]" && ranges > 0); ranges++) {
    const low = bound();
    let high = low;
    if (chunk[at] === "-") {
      at += 1;
      high = bound();
    }
    if (point(low) <= point(letter) && point(letter) <= point(high)) found = true;
  }
  return { fits: found !== negated, end: at + 1 };
}

const point = (letter: string): number => letter.codePointAt(0) ?? 0;
