import { promisify } from "node:util";
import { gunzip, inflateRaw } from "node:zlib";

type ArchiveEntry = { name: string; kind: "file" | "link" | "other"; content: Buffer };

/**
 * The entries of a gzipped tar (POSIX ustar with pax or GNU long names), unpacked in memory up to `maxBytes`.
 * Throws when it is larger or no such archive.
 */
export async function readTarGz(packed: Uint8Array, maxBytes: number): Promise<ArchiveEntry[]> {
  const tar = await promisify(gunzip)(packed, { maxOutputLength: maxBytes });
  const entries: ArchiveEntry[] = [];
  let longName: string | null = null;
  for (let at = 0; at + 512 <= tar.length; ) {
    const header = tar.subarray(at, at + 512);
    if (header.every((byte) => byte === 0)) break;
    const size = Number.parseInt(text(header, 124, 12).trim() || "0", 8);
    if (!Number.isSafeInteger(size) || size < 0) throw new Error("malformed tar header");
    const content = tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === "L") longName = text(content, 0, content.length);
    else if (type === "x") longName = /\d+ path=([^\n]*)\n/.exec(content.toString("utf8"))?.[1] ?? null;
    else if (type !== "g") {
      const prefix = text(header, 345, 155);
      const name: string =
        longName ?? (prefix === "" ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`);
      const kind = type === "0" || type === "\0" ? "file" : type === "1" || type === "2" ? "link" : "other";
      entries.push({ name, kind, content });
      longName = null;
    }
  }
  return entries;
}

const text = (bytes: Buffer, start: number, length: number): string =>
  bytes.toString("utf8", start, start + length).replace(/\0.*$/s, "");

/** The named files of a zip archive (stored or deflated); throws when one of them is missing. */
export async function readZip(zip: Buffer, names: readonly string[]): Promise<Buffer[]> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error("not a zip archive");
  const found = new Map<string, () => Promise<Buffer>>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    found.set(zip.toString("utf8", at + 46, at + 46 + nameLength), async () =>
      method === 0 ? packed : promisify(inflateRaw)(packed),
    );
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return Promise.all(
    names.map((name) => {
      const read = found.get(name);
      if (!read) throw new Error(`the archive holds no ${name}`);
      return read();
    }),
  );
}
