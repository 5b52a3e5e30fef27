import { titleOf } from "@/lib/domain/diff/identity";
import type { Placement } from "@/lib/domain/fleet";
import type { Json } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { objectsNamed, VALUES } from "@/lib/domain/provenance/address";
import { explainDeclared } from "@/lib/domain/provenance/declared";
import { runtimeSetters } from "@/lib/domain/provenance/runtime";
import type { Explanation } from "@/lib/domain/provenance/setter";
import { wantOf } from "@/lib/domain/provenance/want";
import type { DesiredState } from "@/lib/ports/desired";
import type { Renderer } from "@/lib/ports/renderer";
import { explainHelm, explainValues } from "./helm-field";
import { explainKustomize } from "./kustomize-field";
import { type OriginPorts, originIn } from "./object-file";
import { explainPlain } from "./plain-field";

/** What is asked: one value of a placement. */
export type FieldAsk = { placement: Placement; object: string | null; path: string };

export type Field = {
  placement: Placement;
  object: string | null;
  /** The kind of the object; a word for declarations and values. */
  kind: string;
  path: string;
  value: Json | undefined;
  explanation: Explanation;
};

export type FieldAnswer =
  | { kind: "found"; field: Field }
  | { kind: "missing" }
  | { kind: "ambiguous"; objects: readonly string[] }
  | { kind: "failed"; message: string };

export type FieldPorts = { renderer: Renderer };

const kept = new WeakMap<DesiredState, Map<string, Promise<FieldAnswer>>>();

/**
 * Which layer, file and line set one value of a placement, and which candidates lost. Computed once a state; a field
 * whose entry cannot be told is answered as unresolved with its candidates, never guessed.
 */
export function explainField(ports: FieldPorts, state: DesiredState, ask: FieldAsk): Promise<FieldAnswer> {
  const memory = kept.get(state) ?? new Map<string, Promise<FieldAnswer>>();
  kept.set(state, memory);
  const key = JSON.stringify([ask.placement.id, ask.object, ask.path]);
  let answer = memory.get(key);
  if (!answer) {
    answer = explain(ports, state, ask);
    answer.catch(() => memory.delete(key));
    memory.set(key, answer);
  }
  return answer;
}

async function explain(ports: OriginPorts, state: DesiredState, ask: FieldAsk): Promise<FieldAnswer> {
  const { placement, object, path } = ask;
  if (object === null) return declared(state, ask);
  if (object === VALUES) return explainValues(state, ask);
  const rendered = await state.render(placement);
  if (rendered.status === "failed")
    return { kind: "failed", message: rendered.problems[0]?.message ?? "it does not render" };
  const named = objectsNamed(rendered.objects, object);
  const [manifest, second] = named.filter((one) => wantOf(one, path) !== null);
  if (manifest === undefined) return { kind: "missing" };
  if (second !== undefined)
    return { kind: "ambiguous", objects: named.map((one) => `${one.apiVersion} ${titleOf(one)}`) };
  const origin = await originIn(ports, state, placement, manifest);
  const want = wantOf(manifest, path, placement.source.kind === "kustomize" ? origin : null);
  if (want === null) return { kind: "missing" };
  const explanation = await explained(ports, state, placement, manifest, path, origin);
  return {
    kind: "found",
    field: {
      placement,
      object: titleOf(manifest),
      kind: manifest.kind,
      path,
      value: want.value,
      explanation: withRuntime(explanation, rendered.objects, manifest, path),
    },
  };
}

async function explained(
  ports: OriginPorts,
  state: DesiredState,
  placement: Placement,
  manifest: Manifest,
  path: string,
  origin: string | null,
): Promise<Explanation> {
  const ask = { state, placement, manifest, path, origin };
  switch (placement.source.kind) {
    case "kustomize":
      return explainKustomize(ask, placement.source);
    case "helm":
      return explainHelm(ports, ask, placement.source);
    case "plain":
      return explainPlain(ask);
  }
}

/** What only happens in the cluster is told beside the files, never as the winner over them. */
function withRuntime(
  explanation: Explanation,
  objects: readonly Manifest[],
  manifest: Manifest,
  path: string,
): Explanation {
  const found = runtimeSetters(objects, manifest, path);
  return found.length === 0
    ? explanation
    : { ...explanation, note: [explanation.note, ...found].filter(Boolean).join(" ") };
}

function declared(state: DesiredState, { placement, path }: FieldAsk): FieldAnswer {
  const declaration = state.fleet.declarations.find(
    (d) => d.application === placement.application && d.environment === placement.environment,
  );
  const found = declaration ? explainDeclared(declaration, path) : null;
  return found === null
    ? { kind: "missing" }
    : {
        kind: "found",
        field: {
          placement,
          object: null,
          kind: "declaration",
          path: found.path,
          value: found.value,
          explanation: found.explanation,
        },
      };
}
