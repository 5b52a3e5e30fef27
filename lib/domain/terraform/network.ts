/** An IPv4 network as its first and last address; null when the text is none. RFC 4632. */
export function networkOf(text: string): { first: number; last: number; prefix: number } | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text.trim());
  if (match === null) return null;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if ([a, b, c, d].some((byte) => byte > 255) || prefix > 32) return null;
  const size = 2 ** (32 - prefix);
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

export function overlap(a: string, b: string): boolean {
  const [one, two] = [networkOf(a), networkOf(b)];
  return one !== null && two !== null && one.first <= two.last && two.first <= one.last;
}
