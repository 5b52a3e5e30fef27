import { describe, expect, test } from "vitest";
import type { Manifest } from "./manifest";
import {
  helmPlacements,
  helmTree,
  kustomizePlacements,
  kustomizeTree,
  reading,
  sha256,
} from "./promotion/tree.fixture";
import { type DesiredRelease, desiredRelease } from "./release";
import { imageParts, runningRelease, sameImages } from "./release-running";

const kustomize = (
  environment: string,
  change: Record<string, string> = {},
  promote = ["RETRY_LIMIT", "BACKOFF"],
): DesiredRelease =>
  desiredRelease({
    application: { name: "my-service", promote },
    environment,
    placements: kustomizePlacements,
    text: reading({ ...kustomizeTree, ...change }),
    hash: sha256,
  });
const helm = (environment: string, change: Record<string, string> = {}): DesiredRelease =>
  desiredRelease({
    application: { name: "checkout", promote: ["features.new_checkout"] },
    environment,
    placements: helmPlacements,
    text: reading({ ...helmTree, ...change }),
    hash: sha256,
  });
const shown = (r: DesiredRelease) =>
  r.knobs.map((k) => [k.key, k.value, k.file.split("/").slice(-2)[0], k.line]);

test("what Flux sets over the folder is the release, and turned in Flux's own file", () => {
  const flux = (environment: string, tag: string) =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: my-service }
spec:
  images:
    - name: registry.acme.example/my-service
      newTag: ${tag}
  postBuild:
    substitute: { RETRY_LIMIT: "5", OTHER: ${environment} }
`;
  const release = desiredRelease({
    application: { name: "my-service", promote: ["RETRY_LIMIT"] },
    environment: "staging",
    placements: kustomizePlacements.map((one) => ({
      ...one,
      source: {
        kind: "kustomize",
        path: one.source.kind === "kustomize" ? one.source.path : "",
        flux: { file: `clusters/${one.environment}/apps.yaml`, name: "my-service", variables: [] },
      },
    })),
    text: reading({
      ...kustomizeTree,
      "clusters/staging/apps.yaml": flux("staging", "2.0.0"),
      "clusters/production/apps.yaml": flux("production", "1.9.0"),
    }),
    hash: sha256,
  });
  expect(release.version).toBe("2.0.0");
  const ours = release.knobs.filter(({ file }) => file === "clusters/staging/apps.yaml");
  expect(ours).toMatchObject([
    { key: "image:registry.acme.example/my-service", value: "2.0.0", line: 7, editable: true },
    { key: "variable:RETRY_LIMIT", value: "5", line: 9, editable: true },
  ]);
});

describe("a Kustomize release", () => {
  test("is read where it is written, in the overlay that every placement of the environment shares", () => {
    const release = kustomize("production");
    expect(release.version).toBe("1.8.0");
    expect(shown(release)).toEqual([
      ["image:registry.acme.example/my-service", "1.8.0", "production", 8],
      ["config:app-config/RETRY_LIMIT", "3", "production", 13],
    ]);
    expect(release.knobs[0]).toMatchObject({
      editable: true,
      path: ["images", { name: "registry.acme.example/my-service" }, "newTag"],
    });
    expect(release.knobs[0]?.placements).toEqual([
      "my-service/production/primary",
      "my-service/production/secondary",
    ]);
  });

  test("tells which stronger layer wins on one placement", () => {
    expect(kustomize("production").knobs[1]?.overrides).toEqual([
      {
        placement: "my-service/production/secondary",
        file: "apps/my-service/regions/eu-west-1/kustomization.yaml",
        line: 6,
        value: "8",
      },
    ]);
  });

  test("has the same key in two environments exactly when images and promoted values are the same", () => {
    expect(kustomize("staging").key).not.toBe(kustomize("production").key);
    const production = kustomizeTree["apps/my-service/overlays/staging/kustomization.yaml"] ?? "";
    const same = {
      "apps/my-service/overlays/production/kustomization.yaml": production.replace(
        "LOG_LEVEL=info",
        "LOG_LEVEL=warn",
      ),
    };
    expect(kustomize("production", same).key).toBe(kustomize("staging").key);
  });

  test("in a base that all environments share is a value to read, not one to turn", () => {
    const plain = "resources:\n  - ../../base\n";
    const shared = {
      "apps/my-service/base/kustomization.yaml":
        "images:\n  - name: registry.acme.example/my-service\n    newTag: 1.7.0\n",
      "apps/my-service/overlays/production/kustomization.yaml": plain,
    };
    expect(kustomize("production", shared).knobs[0]).toMatchObject({ value: "1.7.0", editable: false });
    expect(kustomize("staging", shared).knobs[0]).toMatchObject({ value: "1.8.2", editable: true });
  });

  test("written by each cluster alone has one knob a cluster", () => {
    const pin = (tag: string): string =>
      `resources:\n  - ../../overlays/production\nimages:\n  - name: registry.acme.example/my-service\n    newTag: "${tag}"\n`;
    const release = kustomize("production", {
      "apps/my-service/overlays/production/kustomization.yaml": "resources:\n  - ../../base\n",
      "apps/my-service/clusters/primary/kustomization.yaml": pin("1"),
      "apps/my-service/clusters/secondary/kustomization.yaml": pin("2"),
    });
    expect(release.knobs.map((k) => [k.value, k.placements.length, k.editable])).toEqual([
      ["1", 1, true],
      ["2", 1, true],
    ]);
  });

  test("keeps a tag that looks like a number as it is written", () => {
    const file = "apps/my-service/overlays/production/kustomization.yaml";
    const text = (kustomizeTree[file] ?? "").replace('"1.8.0"', "1.10");
    expect(kustomize("production", { [file]: text }).version).toBe("1.10");
  });

  test("survives kustomizations that include each other, are missing or broken", () => {
    const file = "apps/my-service/base/kustomization.yaml";
    expect(
      kustomize("production", { [file]: "resources:\n  - ../overlays/production\n  - ../../../..\n" })
        .version,
    ).toBe("1.8.0");
    expect(kustomize("production", { [file]: "resources: [" }).version).toBe("1.8.0");
  });

  test("of a digest alone is named by the start of the digest", () => {
    const file = "apps/my-service/overlays/production/kustomization.yaml";
    const text = (kustomizeTree[file] ?? "").replace('newTag: "1.8.0"', `digest: sha256:${"ab".repeat(32)}`);
    expect(kustomize("production", { [file]: text })).toMatchObject({
      version: "abababababab",
      knobs: [{ kind: "digest" }, {}],
    });
  });
});

describe("a Helm release", () => {
  test("is read from the environment's own values file, with the promoted values and the chart", () => {
    const release = helm("production");
    expect(release.version).toBe("3.4.0");
    expect(release.knobs.map((k) => [k.key, k.value, k.editable])).toEqual([
      ["chart:checkout", "0.4.0", false],
      ["image:values:app.image", "3.4.0", true],
      ["config:features.new_checkout", "false", true],
    ]);
    expect(release.knobs[1]).toMatchObject({
      path: ["app", "image", "tag"],
      line: 5,
      file: "apps/checkout/values/production.yaml",
    });
  });

  test("that only the chart's defaults set is shared and not turned here", () => {
    expect(
      helm("production", { "apps/checkout/values/production.yaml": "app: {}\n" }).knobs[1],
    ).toMatchObject({ value: "latest", editable: false });
  });

  test("written as one image reference turns only its tag", () => {
    const release = helm("production", {
      "apps/checkout/values/production.yaml": "image: reg:5000/a/b:2.0\n",
    });
    expect(release.knobs.find((k) => k.key === "image:values:image")).toMatchObject({
      prefix: "reg:5000/a/b:",
      value: "2.0",
    });
  });
});

const deployment = (image: string, name = "my-service"): Manifest => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name },
  spec: {
    template: {
      spec: {
        containers: [
          { name: "side", image: "envoy:1" },
          { name: "app", image },
        ],
      },
    },
  },
});

describe("the running release", () => {
  test("is the tag of the application's own image, not of a sidecar", () => {
    expect(runningRelease([deployment("reg:5000/my-service:1.8.2")], "my-service").version).toBe("1.8.2");
  });

  test("by digest is named by the start of the digest", () => {
    expect(
      runningRelease([deployment(`reg/my-service@sha256:${"cd".repeat(32)}`)], "my-service").version,
    ).toBe("cdcdcdcdcdcd");
  });

  test("equals the desired one only with the very same images", () => {
    const desired = runningRelease([deployment("reg/my-service:1")], "my-service");
    expect(sameImages(desired, runningRelease([deployment("reg/my-service:1")], "my-service"))).toBe(true);
    expect(sameImages(desired, runningRelease([deployment("mirror/my-service:1")], "my-service"))).toBe(
      false,
    );
  });

  test.each([
    ["a/b", { name: "a/b", tag: "latest", digest: null }],
    ["reg:5000/a/b", { name: "reg:5000/a/b", tag: "latest", digest: null }],
    ["reg:5000/a/b:1.2", { name: "reg:5000/a/b", tag: "1.2", digest: null }],
    ["a:1@sha256:ff", { name: "a", tag: "1", digest: "sha256:ff" }],
    ["a@sha256:ff", { name: "a", tag: null, digest: "sha256:ff" }],
  ])("reads %s in its parts", (reference, parts) => {
    expect(imageParts(reference)).toEqual(parts);
  });
});
