import { isJsonObject, type Json, type JsonObject } from "../json";
import { parseQuantity } from "../quantity";

/** Values of an object that may be anything: what is not there, or of another kind, is empty. */
export const listAt = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

export const objectAt = (value: Json | undefined | null, key: string): JsonObject | null => {
  const found = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(found) ? found : null;
};

export const textAt = (value: Json | undefined, key: string): string | null => {
  const found = isJsonObject(value) ? value[key] : undefined;
  return typeof found === "string" && found !== "" ? found : null;
};

/** Cores, bytes or a count; nothing readable is 0. */
export function amountAt(value: Json | undefined): number {
  const quantity = parseQuantity(value);
  return quantity ? Number(quantity.numerator) / Number(quantity.denominator) : 0;
}
