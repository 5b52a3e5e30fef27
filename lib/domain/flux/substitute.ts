import type { KeyedHash } from "../secret";
import { secretMark } from "../secret";
import { called } from "./envsubst";
import { BadTemplate, type Call, readTemplate } from "./template";
import type { Variable, Variables } from "./variables";

/** A text with its variables filled in, and what of them is not as it seems. */
export type Substitution =
  | { kind: "text"; text: string; unset: readonly string[] }
  /** The text cannot be told: these variables may have any value. */
  | { kind: "unknown"; variables: readonly { name: string; because: Variable & { kind: "unknown" } }[] }
  | { kind: "broken" };

/**
 * Fills in the variables of one object's text as Flux does. A value that comes from a Secret is a mark of the whole
 * `${…}`; a variable that nothing sets is an empty text, and told. One value that is not known makes the text unknown.
 */
export function substituted(text: string, variables: Variables, hash: KeyedHash): Substitution {
  if (!text.includes("$")) return { kind: "text", text, unset: [] };
  const unset = new Set<string>();
  const unknown = new Map<string, Variable & { kind: "unknown" }>();
  const resolve = (call: Call): string => {
    const used = new Set<string>();
    const value = called(call, (name) => {
      used.add(name);
      const variable = variables.of(name);
      if (variable.kind === "unknown") unknown.set(name, variable);
      if (variable.kind === "unset" && !hasDefault(call, name)) unset.add(name);
      return variable.kind === "set" ? variable.value : "";
    });
    const secret = [...used].some((name) => {
      const variable = variables.of(name);
      return variable.kind === "set" && variable.secret;
    });
    return secret && value !== "" ? secretMark(value, hash) : value;
  };
  try {
    let [filled, added] = ["", 0];
    for (const piece of readTemplate(text)) {
      const part = typeof piece === "string" ? piece : resolve(piece);
      if (typeof piece !== "string") added += part.length;
      if (added > mostAdded) throw new BadTemplate();
      filled += part;
    }
    if (unknown.size > 0)
      return { kind: "unknown", variables: [...unknown].map(([name, because]) => ({ name, because })) };
    return { kind: "text", text: filled, unset: [...unset] };
  } catch (error) {
    if (error instanceof BadTemplate) return { kind: "broken" };
    throw error;
  }
}

/** Letters that variables may add to one object. */
const mostAdded = 4_000_000;

const hasDefault = (call: Call, name: string): boolean =>
  call.variable === name && /^:?[=\-?+]$/.test(call.operator);

const SUBSTITUTE = "kustomize.toolkit.fluxcd.io/substitute";

/** An object may ask Flux to fill in nothing. */
export const isLeftAlone = (object: {
  labels: Readonly<Record<string, unknown>>;
  annotations: Readonly<Record<string, unknown>>;
}): boolean => [object.labels, object.annotations].some((map) => map[SUBSTITUTE] === "disabled");
