import { expect, test } from "vitest";
import { controllerName, labelsKey, labelValue, lastingLabels } from "./facet";
import { distanceOf, egressOf } from "./pod-traffic";

test("a controller keeps its name over releases and runs, and a pod alone has none", () => {
  expect(controllerName("ReplicaSet", "web-5d9f8c")).toBe("deployment:web");
  expect(controllerName("Rollout", "web")).toBe("rollout:web");
  expect(controllerName("Job", "report-29411520")).toBe("cronjob:report");
  expect(controllerName("Job", "migrate")).toBe("job:migrate");
  expect(controllerName(null, null)).toBeNull();
});

test("labels of one release are left out, and equal labels have one key whatever their order", () => {
  expect(lastingLabels({ app: "web", "pod-template-hash": "5d9" })).toEqual({ app: "web" });
  expect(labelsKey({ a: "1", b: "2" })).toBe(labelsKey({ b: "2", a: "1" }));
  expect(labelsKey({})).not.toBe(labelsKey(null));
});

test("a label is found as Prometheus writes it, and a name of every object is no label", () => {
  expect(labelValue({ app_kubernetes_io_name: "web" }, "app.kubernetes.io/name")).toBe("web");
  expect(labelValue({}, "constructor")).toBeNull();
});

test("traffic inside a zone is free, and where no label says how far it went that is not guessed", () => {
  expect(distanceOf({ internet: "true", same_zone: "false" })).toBe("internet");
  expect(distanceOf({ internet: "false", same_region: "false" })).toBe("region");
  expect(distanceOf({ same_region: "true", same_zone: "false" })).toBe("zone");
  expect(distanceOf({ same_zone: "true" })).toBeNull();
  expect(distanceOf({ interface: "eth0" })).toBe("unlabelled");
});

test("pods of one controller send together, and what no known pod sent is nobody's row", () => {
  const place = { cluster: "c", environment: "staging", application: "web", team: null };
  const facets = { namespace: "shop", controller: "deployment:web", labels: { app: "web" } };
  const sent = (pod: string, distance: "zone" | "internet", gib: number) => ({
    ...{ namespace: "shop", pod, distance, gib },
  });
  const rows = egressOf(
    [sent("a", "internet", 1), sent("b", "internet", 2), sent("a", "zone", 4), sent("gone", "zone", 8)],
    "eu-central-1",
    ({ pod }) => (pod === "gone" ? null : { ...place, ...facets }),
  );
  expect(rows.map(({ name, class: far, amount }) => [name, far, amount])).toEqual([
    ["shop/deployment:web", "internet", 3],
    ["shop/deployment:web", "zone", 4],
  ]);
});
