import { digest, type Hash } from "./digest";
import type { Application, Placement } from "./fleet";
import { withFluxWriters } from "./release-flux";
import { helmWriters } from "./release-helm";
import { kustomizeWriters } from "./release-kustomize";
import type { ReadText, Writer, WriterTree } from "./release-writer";

/** The line that sets one part of an environment's release: what a promotion turns. */
export type Knob = Writer & {
  /** Placements of the environment that read this line. */
  placements: readonly string[];
  /** False when the file reaches other environments too, so this one cannot be changed there alone. */
  editable: boolean;
  /** Would it win over a line in the release's `home`? */
  wins: boolean;
  /** Stronger layers that set it again on one placement and win there. */
  overrides: readonly { placement: string; file: string; line: number; value: string }[];
};

export type DesiredRelease = {
  /** Equal keys are equal images, charts and promoted values, in whatever environment. */
  key: string;
  /** The main image's tag, or the start of its digest; null when no file says. */
  version: string | null;
  knobs: readonly Knob[];
  /** Ids of the environment's placements. */
  placements: readonly string[];
  /** The file of this environment alone that all its placements read: a line it lacks is added there. */
  home: string | null;
};

/**
 * What the files say an environment runs. Of several lines for one key, the one that all placements of the
 * environment share is its knob; a cluster's or region's own line wins there and is told as an override. A line that
 * other environments read as well is a value to read, not one to turn.
 */
export function desiredRelease(ask: {
  application: Pick<Application, "name" | "promote">;
  environment: string;
  /** Of the application, in every environment. */
  placements: readonly Placement[];
  text: ReadText;
  hash: Hash;
}): DesiredRelease {
  const read = ask.placements.map((placement) => ({
    placement,
    ...writersOf(placement, ask.application.promote, ask.text),
  }));
  const here = read.filter((r) => r.placement.environment === ask.environment);
  const reach = (file: string): typeof read => read.filter((r) => r.files.includes(file));
  const isOwn = (file: string): boolean =>
    reach(file).every((r) => r.placement.environment === ask.environment);
  const isBroad = (file: string): boolean => here.every((r) => r.files.includes(file));
  const home = here[0]?.homes.find((file) => isOwn(file) && isBroad(file)) ?? null;
  const keys = [...new Set(here.flatMap((r) => r.writers.map((w) => w.key)))];
  const knobs = keys.flatMap((key) => {
    const all = here.flatMap((r) => r.writers.filter((w) => w.key === key));
    const exclusive = all.filter((w) => isOwn(w.file));
    const broad = exclusive.filter((w) => isBroad(w.file));
    // Lines of single clusters are knobs when together they are the environment; else they override what it lacks.
    const covered = here.every((r) => exclusive.some((w) => r.files.includes(w.file)));
    const narrow = exclusive.length > 0 ? exclusive : all.slice(-1);
    const chosen = broad.length > 0 ? broad.slice(-1) : narrow;
    const editable = broad.length > 0 || covered;
    return unique(chosen).map(
      (writer): Knob => ({
        ...writer,
        placements: here.filter((r) => r.files.includes(writer.file)).map((r) => r.placement.id),
        editable: editable && exclusive.includes(writer),
        wins: home === null || here.some((r) => isAbove(r.layers, writer.file, home)),
        overrides: here.flatMap((r) => overridesOn(r.placement.id, r.writers, writer)),
      }),
    );
  });
  const parts = knobs
    .filter((k) => k.kind !== "name")
    .map((k) => [k.key, k.value])
    .sort();
  return {
    key: digest("release", parts, ask.hash),
    version: versionOf(knobs, ask.application.name),
    knobs,
    placements: here.map((r) => r.placement.id),
    home,
  };
}

/** What is no layer is a component, which kustomize applies after the layers below. */
const isAbove = (layers: readonly string[], file: string, home: string): boolean =>
  !layers.includes(file) || layers.indexOf(file) > layers.indexOf(home);

const writersOf = (placement: Placement, promote: readonly string[], text: ReadText): WriterTree => {
  const ask = { promote, text };
  switch (placement.source.kind) {
    case "kustomize":
      return withFluxWriters(kustomizeWriters(placement.source.path, ask), placement.source.flux, ask);
    case "helm":
      return helmWriters(placement.source, ask);
    case "plain":
      return { writers: [], files: [], layers: [], homes: [] };
  }
};

const unique = (writers: readonly Writer[]): readonly Writer[] =>
  writers.filter((w, i) => writers.findLastIndex((o) => o.file === w.file && o.line === w.line) === i);

function overridesOn(placement: string, writers: readonly Writer[], knob: Writer): Knob["overrides"] {
  const same = writers.filter((w) => w.key === knob.key);
  const at = same.findLastIndex((w) => w.file === knob.file && w.line === knob.line);
  const last = same.at(-1);
  return at < 0 || !last || at === same.length - 1
    ? []
    : [{ placement, file: last.file, line: last.line, value: last.value }];
}

/** The tag people call the release by: the image named like the application, else the first one. */
export function versionOf(
  knobs: readonly Pick<Writer, "key" | "kind" | "value">[],
  application: string,
): string | null {
  const images = knobs.filter((k) => k.kind === "image");
  const digests = knobs.filter((k) => k.kind === "digest");
  const isMain = (k: { key: string }): boolean =>
    k.key.endsWith(`/${application}`) || k.key.endsWith(":values:image");
  const main = images.find(isMain) ?? images[0];
  if (main) return shortTag(main.value);
  const pinned = digests.find(isMain) ?? digests[0];
  return pinned ? pinned.value.replace(/^sha256:/, "").slice(0, 12) : null;
}

/** A commit id is cut to twelve letters; every other tag is its own name. */
export const shortTag = (tag: string): string => (/^[0-9a-f]{40}$/.test(tag) ? tag.slice(0, 12) : tag);
