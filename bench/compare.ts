import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { diffManifests } from "@/lib/domain/diff/diff";
import { openLists } from "@/lib/domain/diff/identity";
import type { Json } from "@/lib/domain/json";
import { type Measure, median } from "./measure";

const run = promisify(execFile);
const objects = 2000;

const object = (i: number, environment: string, changed: boolean): Json => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: {
    name: `app-${i}`,
    namespace: `team-${i % 20}-${environment}`,
    labels: { app: `app-${i}`, environment },
  },
  spec: {
    replicas: changed && i % 3 === 0 ? 4 : 2,
    template: {
      spec: {
        containers: [
          {
            name: "app",
            image: `registry/app-${i}:${changed ? "1.1.0" : "1.2.0"}`,
            env: Array.from({ length: 12 }, (_, e) => ({
              name: `KEY_${e}`,
              value: `${environment}-${i}-${e}`,
            })),
            resources: {
              requests: { cpu: "100m", memory: "128Mi" },
              limits: { cpu: "500m", memory: "256Mi" },
            },
          },
        ],
      },
    },
  },
});

/** P3: 2,000 pairs, environment against environment, with alignment, classes and environment words. */
export async function compareMeasures(): Promise<readonly Measure[]> {
  const left = Array.from({ length: objects }, (_, i) => object(i, "staging", false));
  const right = Array.from({ length: objects }, (_, i) => object(i, "production", true));
  const folder = await mkdtemp(join(tmpdir(), "o8-bench-diff-"));
  try {
    for (const [name, side] of [
      ["left", left],
      ["right", right],
    ] as const) {
      await mkdir(join(folder, name));
      await Promise.all(
        side.map((one, i) => writeFile(join(folder, name, `${i}.json`), JSON.stringify(one, null, 1))),
      );
    }
    const git = () =>
      run("git", ["diff", "--no-index", "--stat", "left", "right"], {
        cwd: folder,
        maxBuffer: 1 << 28,
      }).catch(() => undefined);
    const texts = [...left, ...right].map((one) => JSON.stringify(one));
    const hashed = () =>
      texts.map((text) => [JSON.parse(text), createHash("sha256").update(text).digest("hex")]);
    const compare = (a: readonly Json[], b: readonly Json[], rightName = "production") =>
      diffManifests({
        left: openLists(a),
        right: openLists(b),
        leftName: "staging",
        rightName,
      });
    const [gitMs, hashMs] = [await median(3, git), await median(3, hashed)];
    const [oursMs, sameMs] = [
      await median(3, () => compare(left, right)),
      await median(3, () => compare(left, left, "staging")),
    ];
    return [
      {
        name: `P3 compare ${objects} pairs`,
        peer: "git diff --no-index of the same files",
        oursMs,
        peerMs: gitMs,
        atMost: 10,
      },
      {
        name: `P3 compare ${objects} equal pairs`,
        peer: "JSON.parse and sha256 of the same bytes",
        oursMs: sameMs,
        peerMs: hashMs,
        atMost: 3,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
