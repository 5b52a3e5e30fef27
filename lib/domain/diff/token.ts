/**
 * The words that stand for an environment in names, hosts and labels. They count only as whole words: `prod` is in
 * `prod-db` and `PROD_URL`, never in `product`.
 */
export type Side = "left" | "right";

export type EnvironmentTokens = {
  /** The text with this side's own words made anonymous: equal results mean the texts differ by environment only. */
  canonical(side: Side, text: string): string;
  /** As `canonical`, with the words and the separators around them gone: for names that only one side decorates. */
  bare(side: Side, text: string): string;
  /** The text with the words of both sides made anonymous: for finding what belongs together, never for judging. */
  neutral(text: string): string;
  /** The first word of the other environment in this side's text that names something there; null when none does. */
  foreign(side: Side, text: string): string | null;
  /** Could this text name an environment that only one side has words for? Cheap, and never wrongly no. */
  mayBeForeign(text: () => string): boolean;
  /** Are there any words at all? */
  readonly known: boolean;
};

/** Stands for a word; a private-use letter, so no text of people holds it. */
const PLACE = "\uE000";

export function environmentTokens(left: readonly string[], right: readonly string[]): EnvironmentTokens {
  const [leftWords, rightWords] = [words(left), words(right)];
  const own = { left: pattern(leftWords), right: pattern(rightWords) };
  const onlyLeft = leftWords.filter((word) => !rightWords.includes(word));
  const onlyRight = rightWords.filter((word) => !leftWords.includes(word));
  const other = { left: pattern(onlyRight), right: pattern(onlyLeft) };
  const canonical = (side: Side, text: string): string => replaceAll(own[side], text);
  const any = pattern(words([...left, ...right]));
  const oneSided = pattern([...onlyLeft, ...onlyRight]);
  return {
    known: leftWords.length + rightWords.length > 0,
    canonical,
    neutral: (text) => replaceAll(any, text),
    bare: (side, text) =>
      canonical(side, text).replace(/[-._/]?\uE000[-._/]?/g, (hit, at: number, whole: string) =>
        at === 0 || at + hit.length === whole.length ? "" : "-",
      ),
    mayBeForeign: (text) => {
      if (oneSided === null) return false;
      oneSided.lastIndex = 0;
      return oneSided.test(text());
    },
    foreign: (side, text) => foreignWord(other[side], canonical(side, text)),
  };
}

/** Lower case, longest first, so that `prod-eu` is taken before `prod`. */
const words = (tokens: readonly string[]): string[] =>
  [...new Set(tokens.map((token) => token.trim().toLowerCase()).filter((token) => token !== ""))].sort(
    (a, b) => b.length - a.length || (a < b ? -1 : 1),
  );

function pattern(tokens: readonly string[]): RegExp | null {
  if (tokens.length === 0) return null;
  const any = tokens.map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return new RegExp(`(?<![A-Za-z0-9])(?:${any})(?![A-Za-z0-9])`, "gi");
}

function replaceAll(regex: RegExp | null, text: string): string {
  if (regex === null || text === "") return text;
  return text.replace(regex, (word, at: number) => (isMachine(text, at, word) ? word : PLACE));
}

/** Places of the machine that only sound like an environment. */
const MACHINE =
  /^\/dev(?:\/(?:null|shm|std\w+|tty\w*|zero|u?random|fd|log|mem|kvm|net|dri|disk)(?![A-Za-z0-9])|$|[\s"',;)])/;

const isMachine = (text: string, at: number, word: string): boolean =>
  word === "dev" &&
  text.charAt(at - 1) === "/" &&
  !/[A-Za-z0-9._-]/.test(text.charAt(at - 2)) &&
  MACHINE.test(text.slice(at - 1, at + 16));

function foreignWord(regex: RegExp | null, text: string): string | null {
  if (regex === null) return null;
  regex.lastIndex = 0;
  for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
    if (names(text, match.index, match[0])) {
      regex.lastIndex = 0;
      return match[0];
    }
  }
  return null;
}

/** Is the word part of a name (`db-staging.internal`), the whole value, or only a word in somebody's sentence? */
function names(text: string, at: number, word: string): boolean {
  if (isMachine(text, at, word)) return false;
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at + word.length, at + word.length + 2);
  if (/[A-Za-z0-9][-._/:@=]$/.test(before) || /^[-._/:@=][A-Za-z0-9]/.test(after)) return true;
  return text.trim().split(/\s+/).length < 4;
}
