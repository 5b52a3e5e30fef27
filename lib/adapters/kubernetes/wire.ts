import type { Json } from "@/lib/domain/json";

const BIG = "\u0000o8-integer:";
const MAYBE_BIG = /\d{16}/;
const STRING_OR_BIG = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/** Reads JSON so that integers beyond 2^53 keep their digits, as bigints. Throws a SyntaxError like JSON.parse. */
export function readJson(text: string): Json {
  if (!MAYBE_BIG.test(text)) return JSON.parse(text) as Json;
  const marked = text.replace(STRING_OR_BIG, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : JSON.stringify(BIG + token),
  );
  return JSON.parse(marked, (_, value) =>
    typeof value === "string" && value.startsWith(BIG) ? BigInt(value.slice(BIG.length)) : value,
  ) as Json;
}

/** Writes JSON with bigints as plain digits. */
export function writeJson(value: unknown): string {
  let found = false;
  const text = JSON.stringify(value, (_, inner) => {
    if (typeof inner !== "bigint") return inner;
    found = true;
    return BIG + String(inner);
  });
  return found ? text.replace(/"\\u0000o8-integer:(-?\d+)"/g, "$1") : text;
}
