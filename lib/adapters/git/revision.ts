// git check-ref-format's rules, with two of our own: no leading "-" (it would read as an option) and no "@{" forms.
const forbidden = /[\s~^:?*[\\\p{Cc}]|\.\.|@\{|\/\/|\.lock(\/|$)|(^|\/)\.|[/.]$|^[-/]|^@$/u;
const step = /(?:~\d{0,4}|\^\d{0,2}){1,20}$/;

/** May this be a branch or tag name? (git-check-ref-format) */
export const isRefName = (name: string): boolean =>
  name.length > 0 && name.length <= 255 && !forbidden.test(name);

/** May this be a revision somebody typed: a branch, tag, id or abbreviated id, with `~2` or `^` steps behind it? */
export const isRevision = (revision: string): boolean => isRefName(revision.replace(step, ""));

/** A whole object id, SHA-1 or SHA-256. */
export const isObjectId = (text: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
