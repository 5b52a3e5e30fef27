import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { EnvironmentView } from "@/lib/contract/environment-view";
import { openBench, sharedRenderer } from "../testing/bench";
import { benches } from "../testing/promotions";
import { fleetFile } from "../testing/tree";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const flux = (name: string, environment: string, spec: string): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  sourceRef: { kind: GitRepository, name: flux-system }
  path: ./apps/${name}/overlays/${environment}
${spec}`;
const applied = (name: string) => `flux: { file: "/clusters/{environment}/${name}.yaml", name: ${name} }`;

onEveryStore("an environment that Flux delivers", (stores) => {
  const { open, close } = benches(async () =>
    openBench({
      store: await stores.store(),
      renderer: shared.renderer,
      files: {
        "orchestr8.yaml": fleetFile()
          .replace("web: { path: apps/web,", `web: { path: apps/web, ${applied("web")},`)
          .replace("vault: { path: apps/vault,", `vault: { path: apps/vault, ${applied("vault")},`),
        "clusters/dev/web.yaml": flux("web", "dev", ""),
        "clusters/integration/web.yaml": flux("web", "integration", ""),
        "clusters/staging/web.yaml": flux("web", "staging", "  suspend: true\n"),
        "clusters/production/web.yaml": flux(
          "web",
          "production",
          "  postBuild: { substitute: { A: b } }\n  commonMetadata: { labels: { by: flux } }\n",
        ),
        "clusters/staging/vault.yaml": flux("vault", "staging", "  decryption: { provider: sops }\n"),
        "clusters/production/vault.yaml": flux("vault", "production", ""),
      },
    }),
  );
  afterEach(close);

  test("tells what Flux does there that no render shows, at its line, and of nothing else or hidden", async () => {
    const bench = await open();
    const told = async (handle: string, environment: string) => {
      const view = await bench.value<EnvironmentView>(handle, "environment.show", { environment });
      return view.problems.map(({ code, file, line }) => `${code} ${file}:${line}`);
    };
    expect(await told("alex", "staging")).toEqual([
      "flux.inactive clusters/staging/web.yaml:7",
      "flux.encrypted clusters/staging/vault.yaml:7",
    ]);
    expect(await told("alex", "production")).toEqual([]);
    // Nobody of developers may see the vault, and so neither what Flux does with it.
    expect(await told("dana", "staging")).toEqual(["flux.inactive clusters/staging/web.yaml:7"]);
  });
});
