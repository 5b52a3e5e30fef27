import { field, scalarText } from "../release-writer";
import { type Located, placeOf } from "../yaml/located";
import type { FluxKustomization, SubstituteFrom } from "./kustomization";

/** What is known of one variable of `spec.postBuild`. */
export type Variable =
  | { kind: "set"; value: string; secret: boolean; origin: VariableOrigin }
  /** It may be set, by what is not in the repository or is encrypted there. */
  | { kind: "unknown"; because: string; from: SubstituteFrom }
  | { kind: "unset" };

/** The line that gives it its value. */
export type VariableOrigin = {
  file: string;
  document: number;
  path: readonly string[];
  located: Located;
  /** The value stands there as it is, and not in base64. */
  plain: boolean;
};

export type Variables = {
  /** Flux substitutes nothing, `$$` included, where there is not one variable. */
  any: boolean;
  of(name: string): Variable;
  /** Names that Flux refuses. */
  badNames: readonly { name: string; located: Located }[];
};

/** Objects that `substituteFrom` may mean, each with its place in the repository. */
export type Candidate = { file: string; document: number; root: Located };

type Given = { from: SubstituteFrom } & (
  | { known: true; values: ReadonlyMap<string, Variable> }
  | { known: false; because: string }
);

/**
 * The variables of a Flux Kustomization: its own ones win over every ConfigMap and Secret, of which the last one wins
 * (fluxcd/pkg/kustomize, LoadVariables). What an object outside of the repository holds is unknown, and so is every name
 * that it could set. Line breaks in values are dropped, as Flux does.
 */
export function variablesOf(flux: FluxKustomization, candidates: readonly Candidate[]): Variables {
  const own = flux.postBuild?.substitute ?? new Map();
  const given = (flux.postBuild?.from ?? []).map((from) => givenBy(from, flux, candidates));
  const names = [...own.keys(), ...given.flatMap((one) => (one.known ? [...one.values.keys()] : []))];
  return {
    any: names.length > 0 || given.some((one) => !one.known),
    badNames: [...own].flatMap(([name, { located }]) => (isName(name) ? [] : [{ name, located }])),
    of(name) {
      const inline = own.get(name);
      if (inline !== undefined)
        return {
          kind: "set",
          value: joined(inline.value),
          secret: false,
          origin: {
            file: flux.file,
            document: flux.document,
            path: ["spec", "postBuild", "substitute", name],
            located: inline.located,
            plain: true,
          },
        };
      for (const one of [...given].reverse()) {
        if (!one.known) return { kind: "unknown", because: one.because, from: one.from };
        const found = one.values.get(name);
        if (found !== undefined) return found;
      }
      return { kind: "unset" };
    },
  };
}

const isName = (name: string): boolean => /^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name);
const joined = (text: string): string => text.replaceAll("\n", "");

function givenBy(from: SubstituteFrom, flux: FluxKustomization, candidates: readonly Candidate[]): Given {
  const found = candidates.filter(({ root }) => isMeant(root, from, flux.namespace));
  const [one, second] = found;
  const what = `the ${from.kind} ${from.name}`;
  if (one === undefined) return { from, known: false, because: `${what} is not in the repository` };
  if (second !== undefined) {
    const files = `${one.file} and ${second.file}`;
    return { from, known: false, because: `${what} stands in ${files}, and only one of them can be meant` };
  }
  const encrypted = field(one.root, "sops") !== undefined;
  const values = new Map<string, Variable>();
  for (const key of ["data", "stringData"] as const) {
    const map = field(one.root, key);
    if (map?.kind !== "map" || (key === "stringData" && from.kind === "ConfigMap")) continue;
    for (const entry of map.entries.values()) {
      const text = scalarText(entry.value) ?? "";
      const value = from.kind === "Secret" && key === "data" ? decoded(text) : text;
      const origin = { ...one, path: [key, entry.key], located: entry.value, plain: value === text };
      const hidden = (encrypted && text.startsWith("ENC[")) || value === null;
      values.set(
        entry.key,
        hidden
          ? { kind: "unknown", because: `${what} is encrypted in ${one.file}`, from }
          : {
              kind: "set",
              value: joined(value),
              secret: from.kind === "Secret",
              origin,
            },
      );
    }
  }
  return { from, known: true, values };
}

function isMeant(root: Located, from: SubstituteFrom, namespace: string | null): boolean {
  const metadata = field(root, "metadata");
  const own = scalarText(field(metadata, "namespace"));
  return (
    scalarText(field(root, "kind")) === from.kind &&
    scalarText(field(root, "apiVersion")) === "v1" &&
    scalarText(field(metadata, "name")) === from.name &&
    (own === null || namespace === null || own === namespace)
  );
}

/** Base64 as text; null for what is none. */
function decoded(text: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(text.replace(/\s+/g, "")), (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export const placeOfFrom = ({ located }: SubstituteFrom) => placeOf(located);
