import type { Fleet } from "@/lib/domain/fleet";
import { type DesiredRelease, desiredRelease } from "@/lib/domain/release";
import type { ReadText } from "@/lib/domain/release-writer";
import type { DesiredState } from "@/lib/ports/desired";

const kept = new WeakMap<DesiredState, { texts: Promise<ReadText>; releases: Map<string, DesiredRelease> }>();

const isReleaseFile = (path: string): boolean =>
  /(^|\/)(kustomization\.ya?ml|Kustomization|Chart\.yaml)$/.test(path);

/** The texts that can set a release: kustomizations, charts and the values files that placements name. */
export function releaseTexts(state: DesiredState): Promise<ReadText> {
  return of(state).texts;
}

/** What the files say an application runs in an environment; computed once a revision. */
export async function releaseOf(
  state: DesiredState,
  application: string,
  environment: string,
  sha256: (text: string) => string,
): Promise<DesiredRelease> {
  const memory = of(state);
  const id = `${application}/${environment}`;
  const known = memory.releases.get(id);
  if (known) return known;
  const release = desiredRelease({
    application: applicationIn(state.fleet, application),
    environment,
    placements: state.fleet.placements.filter((placement) => placement.application === application),
    text: await memory.texts,
    hash: sha256,
  });
  memory.releases.set(id, release);
  return release;
}

function of(state: DesiredState) {
  let memory = kept.get(state);
  if (!memory) {
    memory = { texts: load(state), releases: new Map<string, DesiredRelease>() };
    kept.set(state, memory);
  }
  return memory;
}

async function load(state: DesiredState): Promise<ReadText> {
  const named = state.fleet.placements.flatMap(({ source }) => {
    if (source.kind === "helm") return [...source.values, `${source.chart}/values.yaml`];
    return source.kind === "kustomize" && source.flux ? [source.flux.file] : [];
  });
  const texts = new Map<string, string | null>();
  for (const path of new Set([...[...state.paths].filter(isReleaseFile), ...named]))
    texts.set(path, await state.tree.text(path));
  return (path) => texts.get(path) ?? null;
}

const applicationIn = (fleet: Fleet, name: string) =>
  fleet.applications.find((application) => application.name === name) ?? { name, promote: [] };
