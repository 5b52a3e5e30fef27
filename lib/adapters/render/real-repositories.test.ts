import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tree } from "@/lib/ports/repo";
import { openCheckout } from "../git/checkout";
import { renderBench } from "./renderer.fixture";

const repositories = resolve(import.meta.dirname, "../../../../shared/repos");
const bench = renderBench();
afterAll(() => bench.remove());

const treeOf = async (name: string): Promise<Tree> => {
  const tree = await (await openCheckout({ folder: join(repositories, name) })).working();
  if (!tree) throw new Error(`${name} has no files`);
  return tree;
};

describe.skipIf(!existsSync(repositories))("real GitOps repositories", () => {
  beforeAll(() => bench.renderer.facts());

  test.each(["dev", "staging", "production"])(
    "podinfo %s has the 25 objects its README counts",
    async (environment) => {
      const rendered = await bench.renderer.render(await treeOf("podinfo"), {
        kind: "kustomize",
        path: `deploy/overlays/${environment}`,
      });
      expect(rendered.problems).toEqual([]);
      expect(rendered.objects).toHaveLength(25);
      expect(new Set(rendered.objects.map((o) => o.metadata.namespace ?? environment))).toEqual(
        new Set([environment]),
      );
    },
  );

  test.each(
    readdirSync(existsSync(repositories) ? repositories : "/").filter((name) =>
      existsSync(join(repositories, name, "SOURCE.txt")),
    ),
  )(
    "every kustomization of %s renders or is empty",
    async (name) => {
      const tree = await treeOf(name);
      const folders = (await tree.list()).flatMap(({ path }) =>
        path.endsWith("/kustomization.yaml") ? [path.slice(0, -"/kustomization.yaml".length)] : [],
      );
      const renderAll = () =>
        Promise.all(folders.map((path) => bench.renderer.render(tree, { kind: "kustomize", path })));
      const rendered = await renderAll();
      // What a HelmRelease makes is no fault of the render.
      const problems = rendered.flatMap((one) => one.problems.filter(({ code }) => code !== "flux.chart"));
      expect(problems).toEqual([]);
      expect(rendered.some(({ objects }) => objects.length > 0)).toBe(true);
      const again = await renderAll();
      expect(
        again.every((one, at) => one === rendered[at]),
        "the second time comes from memory",
      ).toBe(true);
    },
    120_000,
  );

  test("a render is the same every time", async () => {
    const one = await renderBench().renderer.render(await treeOf("podinfo"), {
      kind: "kustomize",
      path: "deploy/overlays/production",
    });
    const two = await renderBench().renderer.render(await treeOf("podinfo"), {
      kind: "kustomize",
      path: "deploy/overlays/production",
    });
    expect(two).toEqual(one);
  });
});
