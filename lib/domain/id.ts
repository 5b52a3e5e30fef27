/** Which kind of thing an id names; the prefix is part of the id. */
export const idPrefixes = {
  person: "per",
  session: "ses",
  token: "tok",
  promotion: "prm",
  approval: "apr",
  event: "evt",
  check: "chk",
  run: "run",
  job: "job",
  decision: "dec",
  keep: "kep",
  bill: "bil",
} as const;
export type IdKind = keyof typeof idPrefixes;

// Crockford's alphabet in lower case: sorting the text sorts the bits, and i, l, o, u cannot be misread.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const randomBytes = 10;

/**
 * `prm_` and 26 letters: a UUIDv7 (RFC 9562, 5.7) in lower-case base32. Ids of one kind sort by time.
 * `random` gives at least 10 unpredictable bytes; fewer, or a time before 1970, is a bug and throws.
 */
export function newId(kind: IdKind, at: Date, random: Uint8Array): string {
  const ms = at.getTime();
  if (!Number.isInteger(ms) || ms < 0 || ms >= 2 ** 48)
    throw new RangeError(`an id needs a time after 1970, got ${ms}`);
  if (random.length < randomBytes)
    throw new RangeError(`an id needs ${randomBytes} random bytes, got ${random.length}`);
  let bits = BigInt(ms);
  for (const byte of random.subarray(0, randomBytes)) bits = (bits << 8n) | BigInt(byte);
  const version = (bits & ~(0xfn << 76n)) | (7n << 76n);
  const uuid = (version & ~(0x3n << 62n)) | (0x2n << 62n);
  return `${idPrefixes[kind]}_${base32(uuid)}`;
}

/** When the id was made; null when the text is no id of that kind. */
export function timeOfId(kind: IdKind, text: string): Date | null {
  if (!isId(kind, text)) return null;
  let bits = 0n;
  for (const letter of text.slice(4)) bits = (bits << 5n) | BigInt(alphabet.indexOf(letter));
  return new Date(Number(bits >> 80n));
}

export const isId = (kind: IdKind, text: string): boolean =>
  text.startsWith(`${idPrefixes[kind]}_`) && /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text.slice(4));

function base32(bits: bigint): string {
  let text = "";
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += alphabet[Number((bits >> shift) & 31n)];
  return text;
}
