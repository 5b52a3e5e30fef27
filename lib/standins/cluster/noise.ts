/** A number in [0, 2^32) that looks random and is the same for the same text (FNV-1a, then murmur3's finish). */
export function noise(text: string): number {
  let mixed = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** In [0, 1), the same for the same text. */
export const fraction = (text: string): number => noise(text) / 2 ** 32;

/** Letters as Kubernetes uses them in generated names: no vowels, nothing that looks like another letter. */
export function suffix(text: string, length: number): string {
  const letters = "bcdfghjklmnpqrstvwxz2456789";
  return Array.from({ length }, (_, at) => letters.charAt(noise(`${text}/${at}`) % letters.length)).join("");
}
