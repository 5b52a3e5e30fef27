/** Up to two cells of one row, kept in the address as `my-service:staging,production`. */
export type Selection = { application: string; environments: readonly string[] };

export function readSelection(text: string): Selection | null {
  const [application, list] = text.split(":");
  const environments = (list ?? "").split(",").filter(Boolean).slice(0, 2);
  return application && environments.length > 0 ? { application, environments } : null;
}

export const selectionText = ({ application, environments }: Selection): string =>
  `${application}:${environments.join(",")}`;

/** Another row begins anew; a third cell takes the place of the second; a chosen cell again is let go. */
export function withCell(
  selection: Selection | null,
  application: string,
  environment: string,
): Selection | null {
  if (selection?.application !== application) return { application, environments: [environment] };
  const { environments } = selection;
  if (environments.includes(environment)) {
    const left = environments.filter((name) => name !== environment);
    return left.length === 0 ? null : { application, environments: left };
  }
  const [first] = environments;
  return { application, environments: first ? [first, environment] : [environment] };
}

/** The address that compares the two, earlier environment first; null while there is one. */
export function compareHref(selection: Selection | null, order: readonly string[]): string | null {
  if (!selection) return null;
  const [left, right] = [...selection.environments].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  if (!left || !right) return null;
  return `/compare/${encodeURIComponent(left)}...${encodeURIComponent(right)}?app=${encodeURIComponent(selection.application)}`;
}
