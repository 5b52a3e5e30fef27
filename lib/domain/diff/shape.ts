import type { Json, JsonObject } from "../json";

/**
 * What Kubernetes says about one field: how its list items are identified, whether order or emptiness means
 * something, whether it is a quantity, and what the server fills in when nobody sets it.
 * Sources: the OpenAPI document's `x-kubernetes-list-map-keys`, `x-kubernetes-list-type` and
 * `x-kubernetes-patch-merge-key`, and each API group's defaults.go (Kubernetes 1.35).
 */
export type Shape = {
  readonly fields?: Readonly<Record<string, Shape>>;
  /** The shape of every value of a map whose keys are people's own; there even an empty text is a value. */
  readonly values?: Shape;
  readonly items?: Shape;
  /** List-map keys, most telling first. */
  readonly keys?: readonly string[];
  /** What a list-map key is when an item does not set it. */
  readonly keyDefaults?: Readonly<Record<string, string>>;
  /** `meaningful`: moving an item changes behaviour; `references`: only where `$(VAR)` names another item; `free`: never. */
  readonly order?: "meaningful" | "references" | "free";
  readonly quantity?: true;
  /** What the server fills in; a function when it follows from the fields beside it. */
  readonly default?: Json | DefaultRule;
  /** An empty value is not the same as none. */
  readonly emptyMeans?: true;
  /** Why a live value that nobody declared is the server's own: allocated, injected, mirrored. */
  readonly server?: string;
};

/** `beside` is the object that holds the field; undefined when there is no default. */
export type DefaultRule = (beside: JsonObject) => Json | undefined;

export const quantity: Shape = { quantity: true };
/** A map whose keys are people's own, such as labels. */
export const freeMap: Shape = { values: {} };
/** A list that the API treats as a set. */
export const set: Shape = { order: "free" };
/** A list whose items have no identity and whose order means nothing. */
export const bag = (items: Shape): Shape => ({ order: "free", items });
/** An empty selector selects everything; none selects nothing. */
export const selector: Shape = {
  emptyMeans: true,
  fields: {
    matchLabels: freeMap,
    matchExpressions: bag({ fields: { values: set } }),
  },
};

export const fields = (inner: Record<string, Shape>, more: Shape = {}): Shape => ({ ...more, fields: inner });
export const preset = (value: Json | DefaultRule, more: Shape = {}): Shape => ({ ...more, default: value });
export const keyed = (keys: readonly string[], items: Shape = {}, more: Shape = {}): Shape => ({
  ...more,
  keys,
  items,
});
export const byServer = (why: string, more: Shape = {}): Shape => ({ ...more, server: why });

export const defaultOf = (shape: Shape | undefined, beside: JsonObject | undefined): Json | undefined =>
  typeof shape?.default === "function" ? shape.default(beside ?? {}) : shape?.default;
