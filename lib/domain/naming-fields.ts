/** Fields that usually name a list's item, most telling first. Alternatives stand for one another (`alert` or `record`). */
export const naming: readonly (readonly string[])[] = [
  ["name"],
  ["key"],
  ["id"],
  ["host"],
  ["hostname"],
  ["secretKey"],
  ["secretName"],
  ["alert", "record"],
  ["mountPath"],
  ["path"],
  ["containerPort"],
  ["port"],
  ["ip"],
  ["cidr"],
  ["address"],
  ["url"],
  ["uid"],
  ["topologyKey"],
  ["type"],
  ["metadata.name"],
];

/** Fields that name an item together, where none does alone. */
export const namingTogether: readonly (readonly string[])[] = [
  ["kind", "name"],
  ["name", "namespace"],
  ["kind", "name", "namespace"],
  ["host", "path"],
  ["metadata.namespace", "metadata.name"],
];

/** Merge keys that Kubernetes declares and that name an item only there. */
const declared: readonly (readonly string[])[] = [
  ["devicePath"],
  ["containerPort", "protocol"],
  ["port", "protocol"],
  ["topologyKey", "whenUnsatisfiable"],
];

/** What Kubernetes reads where a field of an identity is not written. */
export const usual: Readonly<Record<string, string>> = { protocol: "TCP" };

const readable = [
  ...naming.flatMap((fields) => fields.map((field) => [field])),
  ...declared,
  ...namingTogether,
];

/**
 * The items that an identity of a printed path means, by the first fields by which one is called so: none, one, or
 * several when it is ambiguous. `textOf` gives a field of an item as text; null when there is none.
 */
export function itemsNamed<T>(
  items: readonly T[],
  identity: string,
  textOf: (item: T, field: string) => string | null,
): readonly number[] {
  for (const fields of readable) {
    const found = items.flatMap((item, index) => {
      const parts = fields.map((field) => textOf(item, field) ?? usual[field] ?? null);
      return parts.every((part) => part !== null) && parts.join("/") === identity ? [index] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}
