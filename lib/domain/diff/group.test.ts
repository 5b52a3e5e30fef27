import { describe, expect, it } from "vitest";
import type { Json } from "../json";
import { diffManifests } from "./diff";
import { groupDifferences } from "./group";
import { openLists } from "./identity";

const deployment = (name: string, memory: string, replicas: number, url: string): Json => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name },
  spec: {
    replicas,
    template: {
      spec: {
        containers: [
          { name, image: "a:1", resources: { limits: { memory } }, env: [{ name: "URL", value: url }] },
        ],
      },
    },
  },
});

describe("grouping", () => {
  it("says one cause once, widest first, with its topic", () => {
    const side = (memory: string, replicas: number, url: string): Json[] =>
      ["a", "b", "c"].map((name, at) => deployment(name, memory, at === 0 ? replicas : 2, url));
    const { differences } = diffManifests({
      left: openLists(side("800Mi", 2, "x.staging.io")),
      right: openLists(side("1500Mi", 3, "x.production.io")),
      leftName: "staging",
      rightName: "production",
    });
    const groups = groupDifferences(differences).map(({ tail, class: name, topic, members }) => [
      tail,
      name,
      topic,
      members.length,
    ]);
    expect(groups).toEqual([
      ["limits.memory", "unexplained", "resources", 3],
      ["spec.replicas", "unexplained", "replicas", 1],
      ["env[URL].value", "expected", "environment variables", 3],
    ]);
  });

  it("keeps the same field with other values apart", () => {
    const one = (a: string, b: string): Json[] => [deployment("a", a, 1, "u"), deployment("b", b, 1, "u")];
    const { differences } = diffManifests({
      left: openLists(one("1Gi", "1Gi")),
      right: openLists(one("2Gi", "3Gi")),
    });
    expect(groupDifferences(differences)).toHaveLength(2);
  });
});
