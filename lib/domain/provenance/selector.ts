/**
 * Does a selector as `kubectl -l` takes it (`a=b,c in (x,y),!d`) fit these labels? A requirement that cannot be read
 * excludes nothing.
 */
export function selects(selector: string, labels: Readonly<Record<string, string>>): boolean {
  return selector.split(/,(?![^(]*\))/).every((text) => holds(text.trim(), labels));
}

function holds(requirement: string, labels: Readonly<Record<string, string>>): boolean {
  const own = (key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  const among = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(requirement);
  if (among?.[1] !== undefined) {
    const value = own(among[1]);
    const listed = (among[3] ?? "").split(",").map((one) => one.trim());
    return (value !== undefined && listed.includes(value)) === (among[2] === "in");
  }
  const equal = /^([^\s!=]+)\s*(==|=|!=)\s*(\S*)$/.exec(requirement);
  if (equal?.[1] !== undefined) return (own(equal[1]) === equal[3]) === (equal[2] !== "!=");
  const exists = /^(!?)\s*([^\s!=()]+)$/.exec(requirement);
  return exists?.[2] === undefined || (own(exists[2]) !== undefined) === (exists[1] === "");
}
