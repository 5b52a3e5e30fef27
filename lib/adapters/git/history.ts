import type { BlameLine, Commit } from "@/lib/ports/repo";

const fields = ["%H", "%P", "%an", "%ae", "%at", "%cn", "%ce", "%ct", "%s", "%b"];
const trailers = "%(trailers:only=true,unfold=true,key_value_separator=%x1d,separator=%x1e)";

/** Fields and records end with NUL, which no commit message can hold. */
export const logFormat = `--format=tformat:${[...fields, trailers].join("%x00")}`;
const width = fields.length + 1;

/** Reads `git log -z` in `logFormat`. */
export function readLog(text: string): Commit[] {
  const parts = text.split("\0");
  const commits: Commit[] = [];
  for (let at = 0; at + width <= parts.length; at += width) {
    const [
      sha = "",
      parents = "",
      an = "",
      ae = "",
      atime = "",
      cn = "",
      ce = "",
      ctime = "",
      subject = "",
      body = "",
      tail = "",
    ] = parts.slice(at, at + width);
    commits.push({
      sha,
      parents: parents === "" ? [] : parents.split(" "),
      author: { name: an, email: ae },
      authoredAt: isoTime(atime),
      committer: { name: cn, email: ce },
      committedAt: isoTime(ctime),
      subject,
      body: body.trimEnd(),
      trailers: readTrailers(tail),
    });
  }
  return commits;
}

function readTrailers(text: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const row of text.split("\x1e")) {
    const cut = row.indexOf("\x1d");
    if (cut <= 0) continue;
    const key = row.slice(0, cut).trim();
    const values = Object.hasOwn(found, key) ? (found[key] ?? []) : [];
    Object.defineProperty(found, key, {
      value: [...values, row.slice(cut + 1).trim()],
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return found;
}

/** Reads `git blame --porcelain`: a commit's details come with its first line only. */
export function readBlame(text: string): BlameLine[] {
  type Seen = { name: string; email: string; at: string; subject: string };
  const commits = new Map<string, Seen>();
  const lines: BlameLine[] = [];
  let sha = "";
  let line = 0;
  let current: Seen = { name: "", email: "", at: "0", subject: "" };
  for (const row of text.split("\n")) {
    if (row.startsWith("\t")) {
      const { name, email, at, subject } = current;
      lines.push({ line, sha, author: { name, email }, authoredAt: isoTime(at), subject });
      continue;
    }
    const header = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(row);
    if (header) {
      sha = header[1] ?? "";
      line = Number(header[2]);
      current = commits.get(sha) ?? { name: "", email: "", at: "0", subject: "" };
      commits.set(sha, current);
    } else if (row.startsWith("author ")) current.name = row.slice(7);
    else if (row.startsWith("author-mail ")) current.email = row.slice(12).replace(/^<|>$/g, "");
    else if (row.startsWith("author-time ")) current.at = row.slice(12);
    else if (row.startsWith("summary ")) current.subject = row.slice(8);
  }
  return lines;
}

/** Git holds any number as a time; what JavaScript cannot say becomes the epoch. */
function isoTime(seconds: string): string {
  const time = new Date(Number(seconds) * 1000);
  return Number.isNaN(time.getTime()) ? new Date(0).toISOString() : time.toISOString();
}
