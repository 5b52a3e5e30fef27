import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Applications of ten objects each under `apps/aN/{base,overlays/ENV}`: small kustomizations, as real fleets have them. */
export async function writeTree(folder: string, applications: number): Promise<void> {
  for (let a = 0; a < applications; a++) {
    const base = join(folder, `apps/a${a}/base`);
    await mkdir(base, { recursive: true });
    const names = Array.from({ length: 9 }, (_, i) => `c${i}`);
    await writeFile(
      join(base, "kustomization.yaml"),
      `resources:\n- deployment.yaml\n${names.map((n) => `- ${n}.yaml\n`).join("")}`,
    );
    await writeFile(join(base, "deployment.yaml"), deployment(`a${a}`));
    for (const name of names) await writeFile(join(base, `${name}.yaml`), configMap(`a${a}-${name}`));
    for (const environment of ["staging", "production"]) {
      const overlay = join(folder, `apps/a${a}/overlays/${environment}`);
      await mkdir(overlay, { recursive: true });
      const tag = environment === "staging" ? "1.2.0" : "1.1.0";
      await writeFile(
        join(overlay, "kustomization.yaml"),
        `namespace: a${a}-${environment}\nresources:\n- ../../base\nimages:\n- name: registry/a${a}\n  newTag: "${tag}"\n`,
      );
    }
  }
}

const deployment = (name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - name: app
        image: registry/${name}:0.0.0
        resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {cpu: 500m, memory: 256Mi}}
        env: [{name: LOG_LEVEL, value: info}, {name: HOST, value: ${name}.example}]
`;

const configMap = (name: string): string => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}}
data:
${Array.from({ length: 10 }, (_, i) => `  KEY_${i}: "value ${i}"`).join("\n")}
`;
