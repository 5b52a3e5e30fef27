import type { Json, JsonObject } from "../json";
import { bag, byServer, fields, freeMap, keyed, preset, type Shape, selector, set } from "./shape";
import { object } from "./shape-pod";

/** What is reached, and by whom. Sources: pkg/apis/{core,networking}/v1/defaults.go, Gateway API. */

const no = preset(false);

const allocated = (what: string): Shape => byServer(`${what} is allocated by the cluster`);
const opensNodePorts = (service: JsonObject): boolean =>
  service.type === "NodePort" || service.type === "LoadBalancer";

export const service = object({
  spec: fields({
    type: preset("ClusterIP"),
    sessionAffinity: preset("None"),
    sessionAffinityConfig: fields({ clientIP: fields({ timeoutSeconds: preset(10800) }) }),
    internalTrafficPolicy: preset("Cluster"),
    externalTrafficPolicy: preset((spec) => (opensNodePorts(spec) ? "Cluster" : undefined)),
    allocateLoadBalancerNodePorts: preset((spec) => (spec.type === "LoadBalancer" ? true : undefined)),
    publishNotReadyAddresses: no,
    clusterIP: allocated("the service's address"),
    clusterIPs: allocated("the service's address"),
    ipFamilies: allocated("the family of the service's address"),
    ipFamilyPolicy: preset("SingleStack", {
      server: "the cluster decides how many address families a service has",
    }),
    healthCheckNodePort: allocated("the health check's node port"),
    loadBalancerSourceRanges: set,
    externalIPs: set,
    selector: freeMap,
    ports: keyed(
      ["port", "protocol"],
      fields({
        protocol: preset("TCP"),
        targetPort: preset((port) => port.port),
        nodePort: byServer("the node port is allocated by the cluster", preset(0)),
        name: preset(""),
      }),
      { keyDefaults: { protocol: "TCP" } },
    ),
  }),
});

const endpointPorts = bag(fields({ protocol: preset("TCP") }));
export const endpoints = object({
  subsets: bag(fields({ addresses: bag({}), notReadyAddresses: bag({}), ports: endpointPorts })),
});

const ingressBackend = fields({});
const ingressPath = fields({ pathType: preset("ImplementationSpecific"), backend: ingressBackend });
export const ingress = object({
  spec: fields({
    rules: bag(fields({ http: fields({ paths: { order: "free", items: ingressPath } }) })),
    tls: bag(fields({ hosts: set })),
  }),
});

const peers: Shape = {
  order: "free",
  emptyMeans: true,
  items: fields({
    podSelector: selector,
    namespaceSelector: selector,
    ipBlock: fields({ except: set }),
  }),
};
const policyPorts = bag(fields({ protocol: preset("TCP") }));

/** A policy is for Ingress always, and for Egress when it has egress rules. */
function policyTypes(spec: JsonObject): Json {
  return Array.isArray(spec.egress) && spec.egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

export const networkPolicy = object({
  spec: fields({
    podSelector: selector,
    policyTypes: preset(policyTypes, { ...set, emptyMeans: true }),
    ingress: { order: "free", emptyMeans: true, items: fields({ from: peers, ports: policyPorts }) },
    egress: { order: "free", emptyMeans: true, items: fields({ to: peers, ports: policyPorts }) },
  }),
});

const backend = fields({ group: preset(""), kind: preset("Service"), weight: preset(1) });
const headers = keyed(["name"], fields({ type: preset("Exact") }));
export const httpRoute = object({
  spec: fields({
    hostnames: set,
    parentRefs: bag(fields({ group: preset("gateway.networking.k8s.io"), kind: preset("Gateway") })),
    rules: {
      order: "meaningful",
      items: fields({
        matches: preset([{ path: { type: "PathPrefix", value: "/" } }], {
          order: "free",
          items: fields({
            path: fields({ type: preset("PathPrefix"), value: preset("/") }),
            headers,
            queryParams: headers,
          }),
        }),
        backendRefs: bag(backend),
      }),
    },
  }),
});
