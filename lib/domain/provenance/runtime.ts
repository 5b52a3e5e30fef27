import { nameOf, titleOf } from "../diff/identity";
import { isJsonObject, type Json } from "../json";
import type { Manifest } from "../manifest";
import { parsePath } from "../path";
import { valueAt } from "../path-value";

/**
 * What the cluster decides about a rendered value at run time, in sentences: an autoscaler over its replicas, a secret
 * that is only referenced. Of a secret the reference is told, never a value.
 */
export function runtimeSetters(
  objects: readonly Manifest[],
  manifest: Manifest,
  path: string,
): readonly string[] {
  return [...autoscaled(objects, manifest, path), ...referenced(objects, manifest, path)];
}

function autoscaled(objects: readonly Manifest[], manifest: Manifest, path: string): readonly string[] {
  if (path !== "spec.replicas") return [];
  return objects.flatMap((object) => {
    const spec = isJsonObject(object.spec) ? object.spec : {};
    const ref = isJsonObject(spec.scaleTargetRef) ? spec.scaleTargetRef : {};
    if (
      object.kind !== "HorizontalPodAutoscaler" ||
      ref.kind !== manifest.kind ||
      ref.name !== nameOf(manifest)
    )
      return [];
    return [
      `At run time ${titleOf(object)} moves it between ${String(spec.minReplicas ?? 1)} and ${String(spec.maxReplicas)}.`,
    ];
  });
}

function referenced(objects: readonly Manifest[], manifest: Manifest, path: string): readonly string[] {
  const steps = parsePath(path) ?? [];
  for (let length = steps.length; length > 0; length--) {
    const value = valueAt(manifest as Json, steps.slice(0, length));
    const from = isJsonObject(value) ? (isJsonObject(value.valueFrom) ? value.valueFrom : value) : {};
    const ref = isJsonObject(from.secretKeyRef)
      ? from.secretKeyRef
      : isJsonObject(from.secretRef)
        ? from.secretRef
        : null;
    if (ref === null || typeof ref.name !== "string") continue;
    const key = typeof ref.key === "string" ? `, key ${ref.key}` : "";
    return [`At run time the value is read from Secret/${ref.name}${key}${filledBy(objects, ref.name)}.`];
  }
  return [];
}

function filledBy(objects: readonly Manifest[], secret: string): string {
  const filler = objects.find((object) => {
    const spec = isJsonObject(object.spec) ? object.spec : {};
    const target = isJsonObject(spec.target) ? spec.target : {};
    return (
      (object.kind === "ExternalSecret" && (target.name ?? nameOf(object)) === secret) ||
      (object.kind === "SealedSecret" && nameOf(object) === secret)
    );
  });
  return filler === undefined ? "" : `, which ${titleOf(filler)} fills`;
}
