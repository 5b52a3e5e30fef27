import { expect, test } from "vitest";
import { readFleet } from "../fleet/read";
import { checkFlux, fluxFiles } from "./check";

const fleetFile = `name: shop
clusters: { eu: {} }
environments:
  staging: { type: staging, cluster: eu }
applications:
  web:
    path: apps/web
    kustomize: ["."]
    flux: { file: "/clusters/{environment}/web.yaml", name: web }
    environments: { staging: { namespace: shop } }
`;
const flux = (spec: string, name = "web"): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: ${name}\nspec:\n  sourceRef: { kind: GitRepository, name: flux-system }\n  path: ./apps/web\n${spec}`;

/** The problems of a repository as `fleet lint` finds them. */
function lint(files: Readonly<Record<string, string>>) {
  const texts = new Map(Object.entries({ "orchestr8.yaml": fleetFile, ...files }));
  const paths = [...texts.keys(), "apps/web/kustomization.yaml"];
  const { fleet, problems } = readFleet({ paths, texts });
  const asked = new Set(fluxFiles(fleet));
  const told = checkFlux(fleet, (path) => (asked.has(path) ? (texts.get(path) ?? null) : null));
  return [...problems, ...told].map(
    ({ code, severity, file, line }) => `${severity} ${code} ${file}:${line}`,
  );
}

const staging = "clusters/staging/web.yaml";

test("a Flux Kustomization that can be followed is no problem", () => {
  expect(lint({ [staging]: flux("  targetNamespace: shop\n") })).toEqual([]);
});

test("a file that is missing is the fleet file's problem, and a name that is not in it the Flux file's", () => {
  expect(lint({})).toEqual(["warning fleet.no-flux orchestr8.yaml:10"]);
  expect(lint({ [staging]: flux("", "other") })).toEqual([`error flux.missing ${staging}:1`]);
});

test("what Flux does that no render shows is told at its line", () => {
  const told = (spec: string) => lint({ [staging]: flux(spec) });
  expect(told("  suspend: true\n")).toEqual([`warning flux.inactive ${staging}:8`]);
  expect(told("  kubeConfig: { secretRef: { name: other } }\n")).toEqual([
    `warning flux.inactive ${staging}:8`,
  ]);
  expect(told("  decryption: { provider: sops }\n")).toEqual([`warning flux.encrypted ${staging}:8`]);
  const elsewhere = flux("").replace("./apps/web", "./apps");
  expect(lint({ [staging]: elsewhere })).toEqual([`warning flux.source ${staging}:7`]);
  const packed = flux("").replace("kind: GitRepository", "kind: OCIRepository");
  expect(lint({ [staging]: packed })).toEqual([`warning flux.source ${staging}:6`]);
});

test("a parent that changes the Kustomization before Flux reads it is told, and one that only applies it is not", () => {
  const parent = "clusters/staging/flux-system/gotk-sync.yaml";
  const sync = (spec: string) => flux(spec, "flux-system").replace("./apps/web", "./clusters/staging");
  expect(lint({ [staging]: flux(""), [parent]: sync("") })).toEqual([]);
  const patched = sync('  patches: [{ patch: "", target: { kind: Kustomization } }]\n');
  expect(lint({ [staging]: flux(""), [parent]: patched })).toEqual([`warning flux.parent ${parent}:8`]);
  const beside = "resources: [web.yaml]\npatches: [{ path: all.yaml }]\n";
  const file = "clusters/staging/kustomization.yaml";
  expect(lint({ [staging]: flux(""), [file]: beside })).toEqual([`warning flux.parent ${file}:2`]);
});
