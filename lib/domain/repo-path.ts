/**
 * Paths inside a repository: relative, forward slashes, no empty, `.`, `..` or `.git` part, no control character.
 * Backslashes are refused: on one system they are a name's letter, on another a way out (threat T1).
 */
export function isRepoPath(path: string): boolean {
  if (path === "" || path.length > 4096 || hasForbidden(path)) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !isGitFolder(part));
}

/**
 * Where `relative` leads from the folder `from` ("" is the root); null when it leaves the root, is absolute or is no path.
 * "" means the root itself.
 */
export function resolveRepoPath(from: string, relative: string): string | null {
  if (relative === "" || relative.startsWith("/") || relative.length > 4096 || hasForbidden(relative))
    return null;
  const parts = from === "" ? [] : from.split("/");
  for (const part of relative.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.some(isGitFolder) ? null : parts.join("/");
}

/** The folder a path lies in; "" is the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

function hasForbidden(path: string): boolean {
  for (let i = 0; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (code < 0x20 || code === 0x7f || code === 0x5c) return true;
  }
  return false;
}

const isGitFolder = (part: string): boolean => part.toLowerCase() === ".git";
