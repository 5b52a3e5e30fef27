import { parse } from "yaml";
import { fleetMemory } from "@/lib/domain/fleet/files";
import { mission } from "@/lib/domain/fleet/mission.fixture";
import { readFleet } from "@/lib/domain/fleet/read";
import { type Measure, median } from "./measure";

const applications = 500;
const file = (name: string): string => `apps/${name}/environments.yaml`;
const blocks = (name: string): string => mission.replaceAll("my-service", name);

/**
 * 500 applications in four environments: reading them with places, layers and checks against the YAML library that only
 * makes plain values of the same texts, and reading them again when one file changed against reading all.
 */
export async function fleetMeasures(): Promise<readonly Measure[]> {
  const names = Array.from({ length: applications }, (_, n) => `service-${n}`);
  const texts = new Map(names.map((name) => [file(name), blocks(name)]));
  texts.set(
    "orchestr8.yaml",
    `name: bench
clusters: { dev-cluster: {}, shared-cluster: {}, staging-cluster: {}, prod-cluster-primary: {}, prod-cluster-secondary: {} }
teams: { platform-team: {}, security-team: {}, developers: {}, qa: {} }
change_windows: { business-hours: { days: [mon], from: "09:00", to: "17:00" } }
environments: { dev: {}, integration: {}, staging: {}, production: {} }
applications:
${names.map((name) => `  ${name}: { path: apps/${name} }`).join("\n")}
`,
  );
  const paths = [...texts.keys()];
  const memory = fleetMemory();
  const { fleet } = readFleet({ paths, texts, memory });
  if (fleet.applications.length !== applications) throw new Error("the fleet was not read whole");
  const whole = await median(3, () => readFleet({ paths, texts }));
  const plain = await median(3, () => {
    for (const text of texts.values()) parse(text, { uniqueKeys: false });
  });
  let turn = 0;
  const again = await median(5, () => {
    turn += 1;
    readFleet({ paths, texts: new Map(texts).set(file("service-7"), blocks(`renamed-${turn}`)), memory });
  });
  return [
    {
      name: `${applications} applications read`,
      peer: "yaml's parse of the same texts",
      oursMs: whole,
      peerMs: plain,
      atMost: 1,
    },
    { name: "read again, one file changed", peer: "read whole", oursMs: again, peerMs: whole, atMost: 0.8 },
  ];
}
