/** Bytes that left a pod, by how far they went, or prices per GiB for the same. */
export type NetworkParts = { zone: number; region: number; internet: number };

/** OpenCost's default prices per GiB: to another zone, to another region, to the internet. */
export const defaultNetworkPrices: NetworkParts = { zone: 0.01, region: 0.01, internet: 0.12 };

const bytesPerGib = 2 ** 30;

/** Bytes x price per GiB, summed over the three distances; traffic inside a zone is free. */
export const networkCost = (bytes: NetworkParts, prices: NetworkParts = defaultNetworkPrices): number =>
  (bytes.zone * prices.zone + bytes.region * prices.region + bytes.internet * prices.internet) / bytesPerGib;
