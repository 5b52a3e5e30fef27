import { isJsonObject, type Json } from "./json";
import type { Manifest } from "./manifest";
import { shortTag } from "./release";

/** One image that an object runs; a missing tag is what Kubernetes takes for it, `latest`. */
export type RunningImage = {
  object: string;
  container: string;
  name: string;
  tag: string | null;
  digest: string | null;
};
export type RunningRelease = { version: string | null; images: readonly RunningImage[] };

const workloads = new Set([
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "Rollout",
  "ReplicaSet",
  "Job",
  "CronJob",
  "Pod",
]);
const ranks = ["Rollout", "Deployment", "StatefulSet", "DaemonSet"];

/** What objects run, live or rendered; the version is the tag of the image named like the application, else the first. */
export function runningRelease(objects: readonly Manifest[], application: string): RunningRelease {
  const images = objects
    .filter((o) => workloads.has(o.kind))
    .sort((a, b) => rankOf(a) - rankOf(b))
    .flatMap((o) => imagesIn(o, `${o.kind}/${o.metadata.name}`));
  const main = images.find((i) => i.name === application || i.name.endsWith(`/${application}`)) ?? images[0];
  const version = main
    ? main.tag
      ? shortTag(main.tag)
      : (main.digest?.replace(/^sha256:/, "").slice(0, 12) ?? null)
    : null;
  return { version, images };
}

/** Do live objects run exactly the images that the files ask for? Order and init containers included. */
export function sameImages(desired: RunningRelease, live: RunningRelease): boolean {
  const text = (r: RunningRelease): string =>
    r.images
      .map((i) => [i.object, i.container, i.name, i.tag, i.digest].join("\n"))
      .sort()
      .join("\n\n");
  return text(desired) === text(live);
}

/** `registry:5000/a/b:1.2@sha256:…` in its parts. */
export function imageParts(reference: string): { name: string; tag: string | null; digest: string | null } {
  const [rest = "", digest] = reference.split("@", 2);
  const [, name = rest, tag] = /^(.*?)(?::([^:/]+))?$/.exec(rest) ?? [];
  return { name, tag: tag ?? (digest ? null : "latest"), digest: digest ?? null };
}

const rankOf = (o: Manifest): number => (ranks.includes(o.kind) ? ranks.indexOf(o.kind) : ranks.length);

function imagesIn(value: Json, object: string): readonly RunningImage[] {
  if (Array.isArray(value)) return value.flatMap((item) => imagesIn(item, object));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    (key === "containers" || key === "initContainers") && Array.isArray(child)
      ? child.flatMap((container) =>
          isJsonObject(container) && typeof container.image === "string"
            ? [{ object, container: String(container.name ?? ""), ...imageParts(container.image) }]
            : [],
        )
      : imagesIn(child, object),
  );
}
