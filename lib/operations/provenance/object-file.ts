import { namespaceOf, titleOf } from "@/lib/domain/diff/identity";
import type { Placement } from "@/lib/domain/fleet";
import type { Manifest } from "@/lib/domain/manifest";
import type { DesiredState } from "@/lib/ports/desired";
import type { Renderer } from "@/lib/ports/renderer";

export type OriginPorts = { renderer: Renderer };

/** The file a rendered object was written or generated in, by the tool's own word; null where it does not tell. */
export async function originIn(
  { renderer }: OriginPorts,
  state: DesiredState,
  placement: Placement,
  manifest: Manifest,
): Promise<string | null> {
  const { objects, origins } = await renderer.render(state.tree, placement.source, {
    remotes: state.fleet.renderAllow.remotes,
    origins: true,
  });
  const index = objects.findIndex((object) => sameObject(object, manifest));
  return index < 0 ? null : (origins?.[index] ?? null);
}

export const sameObject = (a: Manifest, b: Manifest): boolean =>
  a.apiVersion === b.apiVersion && titleOf(a) === titleOf(b) && namespaceOf(a) === namespaceOf(b);
