/**
 * Would kustomize or helm take this reference to another host? Wider than their own rules (kustomize's RepoSpec:
 * schemes, `git::`, `user@host:`, `github.com/`, `gh:`), since a local file with such a name is rare and a request is not.
 */
export function looksRemote(reference: string): boolean {
  const text = reference.trim().toLowerCase();
  return (
    /^[a-z][a-z0-9+.-]*:/.test(text) ||
    /^[\w.-]+@[\w.-]+[:/]/.test(text) ||
    /^(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|dev\.azure\.com)[/:]/.test(text) ||
    /[?&](?:ref|version|timeout|submodules|depth)=/.test(text) ||
    text.includes("://")
  );
}

/** The host (with its port) a reference leads to; null when it is not plain to see. */
export function hostOf(reference: string): string | null {
  const text = reference.trim().replace(/^git::/i, "");
  if (/^github\.com[/:]/i.test(text)) return "github.com";
  const scp = /^[\w.-]+@([\w.-]+):/.exec(text)?.[1];
  if (scp) return scp.toLowerCase();
  return URL.canParse(text) ? new URL(text).host.toLowerCase() || null : null;
}

/** A reference fit to be shown: no password, no token, no query, one line. */
export function showReference(reference: string): string {
  const plain = reference
    .replace(/^((?:git::)?[a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, "$1")
    .replace(/[?#].*$/s, "")
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  return plain.length > 120 ? `${plain.slice(0, 117)}...` : plain;
}
