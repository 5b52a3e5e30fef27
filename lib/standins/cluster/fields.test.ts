import { expect, test } from "vitest";
import type { Manifest } from "@/lib/domain/manifest";
import { leavesOf, withLeaf } from "./fields";

const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web" },
  // Keys sorted as kustomize prints them: the identity (port and protocol) does not come first.
  spec: {
    ports: [
      { name: "http", port: 80, targetPort: "http" },
      { name: "metrics", port: 9090, targetPort: "metrics" },
    ],
  },
} as unknown as Manifest;

test("an object applied field by field comes out as it was asked for, wherever the identity stands in its items", () => {
  let made = { apiVersion: "v1", kind: "Service", metadata: { name: "web" } } as Manifest;
  for (const leaf of leavesOf(service).values()) made = withLeaf(made, leaf);
  expect(made.spec).toMatchObject({
    ports: [
      { name: "http", port: 80, targetPort: "http" },
      { name: "metrics", port: 9090, targetPort: "metrics" },
    ],
  });
});
