import { loadBalancerCosts } from "../cost/load-balancer-cost";
import { UNMOUNTED } from "../cost/reserved-name";
import { volumeCosts } from "../cost/volume-cost";
import { isJsonObject, type JsonObject } from "../json";
import type { Manifest } from "../manifest";
import { type Facets, labelsKey } from "./facet";
import { amountAt, listAt, objectAt, textAt } from "./manifest-value";
import type { AssetHour, Belonging } from "./sample";

/** A cluster's volumes, their claims and its services. */
export type AssetObjects = {
  volumes: readonly Manifest[];
  claims: readonly Manifest[];
  services: readonly Manifest[];
};

export type AssetPlace = {
  /** Pods that are scheduled and not over. */
  pods: readonly Manifest[];
  /** Where the cluster is, for volumes that do not say it. */
  region: string | null;
  belonging: (pod: Manifest) => Belonging & Facets;
  /** Whose a thing is that no pod has: by its namespace. */
  orphan: (namespace: string | null) => Belonging & Facets;
};

const gib = 2 ** 30;
const hour = { from: 0, to: 1 };

/**
 * Volumes and load balancers of one look, split over the pods that have them at that moment, 1/n each, as the OpenCost
 * specification has it. A volume on a node's own disk is paid with the node, and a load balancer that has no address
 * yet is not paid: neither is here.
 */
export function clusterAssets(
  { volumes, claims, services }: AssetObjects,
  place: AssetPlace,
): readonly AssetHour[] {
  const claimed = new Map(
    claims.flatMap((claim): [string, string][] => {
      const volume = textAt(claim.spec, "volumeName");
      return volume === null ? [] : [[volume, `${claim.metadata.namespace}/${claim.metadata.name}`]];
    }),
  );
  const mounts = new Map<string, Manifest[]>();
  for (const pod of place.pods)
    for (const claim of claimsOf(pod)) mounts.set(claim, [...(mounts.get(claim) ?? []), pod]);
  return [
    ...volumes.filter(isPaid).flatMap((volume) => {
      const claim = claimed.get(volume.metadata.name);
      const pods = claim === undefined ? [] : (mounts.get(claim) ?? []);
      const amount = amountAt(objectAt(volume.spec, "capacity")?.storage) / gib;
      const thing = {
        kind: "volume" as const,
        name: volume.metadata.name,
        class: textAt(volume.spec, "storageClassName"),
        region: textAt(volume.metadata.labels, "topology.kubernetes.io/region") ?? place.region,
        amount,
      };
      const shares = volumeCosts(
        hour,
        pods.map((pod) => ({ ...hour, pod: pod.metadata.name })),
        1,
      );
      return rows(thing, shares, pods, claim?.split("/")[0] ?? null, place);
    }),
    ...services.filter(isBalancer).flatMap((service) => {
      const namespace = service.metadata.namespace ?? "";
      const pods = place.pods.filter((pod) => isBehind(service, pod));
      const shares = loadBalancerCosts(
        hour,
        pods.map((pod) => ({ ...hour, pod: pod.metadata.name })),
        1,
      );
      const thing = {
        kind: "balancer" as const,
        name: `${namespace}/${service.metadata.name}`,
        class: null,
        region: place.region,
        amount: 1,
      };
      return rows(thing, shares, pods, namespace, place);
    }),
  ];
}

/** One row for each owner and controller: the shares of its pods together. */
function rows(
  thing: Pick<AssetHour, "kind" | "name" | "class" | "region" | "amount">,
  shares: ReadonlyMap<string, number>,
  pods: readonly Manifest[],
  namespace: string | null,
  place: AssetPlace,
): readonly AssetHour[] {
  const byOwner = new Map<string, AssetHour>();
  for (const [name, hours] of shares) {
    const pod = name === UNMOUNTED ? undefined : pods.find(({ metadata }) => metadata.name === name);
    const belongs = pod ? place.belonging(pod) : place.orphan(namespace);
    const { environment, application, team, namespace: where, controller, labels } = belongs;
    const id = JSON.stringify([environment, application, team, where, controller, labelsKey(labels)]);
    const before = byOwner.get(id)?.hours ?? 0;
    byOwner.set(id, { ...belongs, ...thing, mounted: pod !== undefined, hours: before + hours });
  }
  return [...byOwner.values()];
}

/** `namespace/name` of every claim that a pod mounts, its own ephemeral ones too. */
function claimsOf(pod: Manifest): readonly string[] {
  const { namespace, name } = pod.metadata;
  return listAt(isJsonObject(pod.spec) ? pod.spec.volumes : undefined).flatMap((volume) => {
    const claim = textAt(objectAt(volume, "persistentVolumeClaim") ?? undefined, "claimName");
    const own = objectAt(volume, "ephemeral") ? `${name}-${String(volume.name)}` : null;
    const found = claim ?? own;
    return found === null ? [] : [`${namespace}/${found}`];
  });
}

const isPaid = (volume: Manifest): boolean =>
  objectAt(volume.spec, "hostPath") === null && objectAt(volume.spec, "local") === null;

function isBalancer(service: Manifest): boolean {
  const address = objectAt(service.status, "loadBalancer")?.ingress;
  return textAt(service.spec, "type") === "LoadBalancer" && listAt(address).length > 0;
}

function isBehind(service: Manifest, pod: Manifest): boolean {
  const selector: JsonObject = objectAt(service.spec, "selector") ?? {};
  const wanted = Object.entries(selector);
  return (
    wanted.length > 0 &&
    pod.metadata.namespace === service.metadata.namespace &&
    wanted.every(([key, value]) => textAt(pod.metadata.labels, key) === value)
  );
}
