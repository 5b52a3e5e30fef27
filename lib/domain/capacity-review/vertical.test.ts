import { expect, test } from "vitest";
import type { JsonObject } from "../json";
import type { Manifest } from "../manifest";
import { verticalOf } from "./vertical";

const web = { kind: "Deployment", name: "web", namespace: "web-dev" };
const vpa = (more: JsonObject = {}, namespace: string | undefined = "web-dev"): Manifest => ({
  apiVersion: "autoscaling.k8s.io/v1",
  kind: "VerticalPodAutoscaler",
  metadata: { name: "web", ...(namespace === undefined ? {} : { namespace }) },
  spec: { targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" }, ...more },
});
const policies = (...containerPolicies: JsonObject[]) => vpa({ resourcePolicy: { containerPolicies } });

test("decides CPU and memory of every container of its own target, and of no other", () => {
  expect(verticalOf([vpa()], web)?.decides("app")).toEqual(["cpu", "memory"]);
  expect(verticalOf([vpa()], { ...web, name: "api" })).toBeNull();
  expect(verticalOf([vpa()], { ...web, kind: "StatefulSet" })).toBeNull();
  expect(verticalOf([vpa({}, "elsewhere")], web)).toBeNull();
});

test("one that only recommends decides nothing", () => {
  expect(verticalOf([vpa({ updatePolicy: { updateMode: "Off" } })], web)).toBeNull();
  expect(verticalOf([vpa({ updatePolicy: { updateMode: "Initial" } })], web)).toMatchObject({
    mode: "Initial",
  });
});

test("a policy for a container's own name comes before the one for all", () => {
  const found = verticalOf(
    [
      policies(
        { containerName: "app", controlledResources: ["memory"] },
        { containerName: "*", mode: "Off" },
        { containerName: "job", mode: "Auto" },
      ),
    ],
    web,
  );
  expect(found?.decides("app")).toEqual(["memory"]);
  expect(found?.decides("proxy")).toEqual([]);
  expect(found?.decides("job")).toEqual(["cpu", "memory"]);
});
