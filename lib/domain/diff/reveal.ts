import type { Json, JsonObject } from "../json";
import { hideSecretMarks, holdsSecretMark, isSecretMark } from "../secret";

/** How a secret stands in an answer: that something happened to it, and nothing else. */
export type SecretWord = "changed" | "added" | "removed" | "equal";

export type Shown = { leftValue?: Json; rightValue?: Json; secret: boolean };

/** The two values fit to be shown: every mark of a secret becomes a word, never a value and never a stable mask. */
export function shownValues(left: Json | undefined, right: Json | undefined): Shown {
  if (isSecretMark(left) || isSecretMark(right)) {
    const word =
      left === undefined ? "added" : right === undefined ? "removed" : left === right ? "equal" : "changed";
    return {
      ...(left === undefined ? {} : { leftValue: { secret: word } }),
      ...(right === undefined ? {} : { rightValue: { secret: word } }),
      secret: true,
    };
  }
  // Texts that differ only inside their secrets would otherwise look alike.
  if (
    left !== undefined &&
    right !== undefined &&
    left !== right &&
    holdsSecretMark(left) &&
    holdsSecretMark(right)
  ) {
    const [l, r] = [hideSecretMarks(left), hideSecretMarks(right)];
    if (l === r) return { leftValue: { secret: "changed" }, rightValue: { secret: "changed" }, secret: true };
  }
  return {
    ...(left === undefined
      ? {}
      : { leftValue: withWords(left, right === undefined ? "removed" : "changed") }),
    ...(right === undefined
      ? {}
      : { rightValue: withWords(right, left === undefined ? "added" : "changed") }),
    secret: false,
  };
}

function withWords(value: Json, word: SecretWord): Json {
  if (isSecretMark(value)) return { secret: word };
  if (typeof value === "string") return hideSecretMarks(value);
  if (Array.isArray(value)) return value.map((item) => withWords(item, word));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, withWords(child, word)]),
  ) satisfies JsonObject;
}
