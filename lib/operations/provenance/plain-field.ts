import { decide } from "@/lib/domain/provenance/decide";
import { fileFrame } from "@/lib/domain/provenance/follow";
import { insideSetters } from "@/lib/domain/provenance/inside";
import { layerOf, layerWords } from "@/lib/domain/provenance/layer";
import { means, written } from "@/lib/domain/provenance/patch";
import type { Explanation } from "@/lib/domain/provenance/setter";
import { wantOf } from "@/lib/domain/provenance/want";
import type { ObjectAsk } from "./kustomize-field";
import { withSources } from "./state-texts";

/** Plain manifests: the object's own file and line. */
export function explainPlain({ state, placement, manifest, path, origin }: ObjectAsk): Promise<Explanation> {
  const want = wantOf(manifest, path);
  if (want === null) throw new Error(`${path} was found before`);
  const words = layerWords(state.fleet, placement);
  return withSources(state, (sources) => {
    const found = (origin === null ? [] : sources.documents(origin)).flatMap((root, index) =>
      means(root, null, want)
        ? written(root, fileFrame(origin ?? "", index), want, {
            stage: { layer: layerOf(origin ?? "", words), file: origin ?? "" },
            rank: null,
            how: "object",
          })
        : [],
    );
    return decide(insideSetters(found, want, sources), want);
  });
}
