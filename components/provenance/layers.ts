/** From the weakest to the strongest; a position is the layer's identity. */
export const layers = ["base", "environment", "cluster", "region", "runtime"] as const;
export type LayerName = (typeof layers)[number];

/** Names of layers come out of files; one we do not know has no place in the five. */
export const layerIndex = (name: string): number => layers.indexOf(name as LayerName);
