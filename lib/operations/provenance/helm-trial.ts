import { type JsonObject, stringifyJson } from "@/lib/domain/json";
import { type Change, otherValue, probeValues, valuesWith } from "@/lib/domain/provenance/probe";
import { sameValue } from "@/lib/domain/provenance/setter";
import type { ValuesLeaf } from "@/lib/domain/provenance/values";
import { type Want, wantOf } from "@/lib/domain/provenance/want";
import type { Source } from "@/lib/domain/source";
import { Fault } from "@/lib/ports/fault";
import type { ObjectAsk } from "./kustomize-field";
import { type OriginPorts, sameObject } from "./object-file";
import { treeWith } from "./probe-tree";

/** A field of a chart's render, with the merged values behind it. */
export type Trial = {
  ports: OriginPorts;
  ask: ObjectAsk;
  source: Extract<Source, { kind: "helm" }>;
  merged: JsonObject;
  want: Want;
};

/** `unclear`: it does not render with the other value, or the object is not there then. */
type Outcome = "moved" | "kept" | "unclear";

/** Placed last, so that it wins over every values file. */
const PROBE = ".orchestr8-probe.yaml";

/** Renders with another value of one key. */
export async function tried(trial: Trial, leaf: ValuesLeaf): Promise<Outcome> {
  for (const attempt of [0, 1] as const) {
    const value = otherValue(leaf.value, attempt);
    if (value === undefined) break;
    const outcome = await renderedWith(trial, probeValues(trial.merged, leaf.steps, value));
    if (outcome !== "failed") return outcome;
  }
  return "unclear";
}

const rendersAtMost = 24;
const enough = 2;

/**
 * Looks for what moves the field among keys that nothing speaks for: all of them are changed at once, and halved where
 * the field moves or the chart does not render with it. Complete when each key was changed in a render that tells, and
 * nothing was left out because enough was found.
 */
export async function hunted(
  trial: Trial,
  leaves: readonly ValuesLeaf[],
): Promise<{ moved: readonly ValuesLeaf[]; complete: boolean }> {
  const moved: ValuesLeaf[] = [];
  const groups: (readonly ValuesLeaf[])[] = leaves.length === 0 ? [] : [leaves];
  let complete = true;
  for (let renders = 0; groups.length > 0; renders++) {
    if (renders === rendersAtMost || moved.length === enough) return { moved, complete: false };
    const group = groups.shift() ?? [];
    const [first, second] = group;
    if (first !== undefined && second === undefined) {
      const outcome = await tried(trial, first);
      if (outcome === "moved") moved.push(first);
      // A switch that takes the object away does not say the field.
      else if (outcome === "unclear" && typeof first.value !== "boolean") complete = false;
      continue;
    }
    const changes = group.flatMap(({ steps, value }): Change[] => {
      const other = otherValue(value, 0);
      return other === undefined ? [] : [{ steps, value: other }];
    });
    if ((await renderedWith(trial, valuesWith(trial.merged, changes))) === "kept") continue;
    const half = Math.ceil(group.length / 2);
    groups.unshift(group.slice(0, half), group.slice(half));
  }
  return { moved, complete };
}

async function renderedWith(
  { ports, ask: { state, manifest, path }, source, want }: Trial,
  values: JsonObject,
): Promise<Outcome | "failed"> {
  const rendered = await ports.renderer
    .render(
      treeWith(state.tree, PROBE, stringifyJson(values)),
      { ...source, values: [...source.values, PROBE] },
      { remotes: state.fleet.renderAllow.remotes },
    )
    .catch((error: unknown) => {
      // A trial that the sandbox cannot end tells nothing; the question itself is still answered.
      if (error instanceof Fault) return null;
      throw error;
    });
  if (rendered === null) return "unclear";
  if (rendered.status === "failed") return "failed";
  const found = rendered.objects.find((object) => sameObject(object, manifest));
  if (found === undefined) return path.startsWith("metadata.name") ? "moved" : "unclear";
  return sameValue(wantOf(found, path)?.value, want.value) ? "kept" : "moved";
}
