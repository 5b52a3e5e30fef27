import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const files = ["deployment", "service", "config", "account", "policy", "budget", "role", "binding"] as const;

const metadata = (suffix = ""): string =>
  `metadata:\n  name: {{ .Release.Name }}${suffix}\n  namespace: {{ .Release.Namespace }}\n`;
const templates: Readonly<Record<(typeof files)[number], string>> = {
  deployment: `apiVersion: apps/v1\nkind: Deployment\n${metadata()}spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app: {{ .Release.Name }} } }
    spec:
      containers:
        - name: app
          image: "registry.example/{{ .Release.Name }}:{{ .Values.image.tag }}"
          resources: {{ toYaml .Values.resources | nindent 12 }}
          env:
{{- range $key, $value := .Values.env }}
            - { name: {{ $key }}, value: {{ $value | quote }} }
{{- end }}
`,
  service: `apiVersion: v1\nkind: Service\n${metadata()}spec: { selector: { app: {{ .Release.Name }} }, ports: [{ port: 80 }] }\n`,
  config: `{{- range $i := until (int .Values.configs) }}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ $.Release.Name }}-{{ $i }}\n  namespace: {{ $.Release.Namespace }}\ndata: { LEVEL: {{ $.Values.level }}, HOST: "{{ $.Release.Name }}.{{ $.Values.zone }}" }\n{{- end }}\n`,
  account: `apiVersion: v1\nkind: ServiceAccount\n${metadata()}`,
  policy: `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${metadata()}spec: { podSelector: {}, policyTypes: [Ingress] }\n`,
  budget: `apiVersion: policy/v1\nkind: PodDisruptionBudget\n${metadata()}spec: { minAvailable: 1, selector: { matchLabels: { app: {{ .Release.Name }} } } }\n`,
  role: `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\n${metadata()}rules: [{ apiGroups: [""], resources: [configmaps], verbs: [get] }]\n`,
  binding: `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\n${metadata()}roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{ .Release.Name }} }\n`,
};

export type ChartsTree = { charts: number; objects: number; environments: readonly string[] };

/**
 * A repository as big as the real one of `guides/gitops.md` A3: 60 charts that render to 860 objects an environment,
 * with a values file for each environment and some 1,100 differences between staging and production.
 */
export async function writeCharts(folder: string, charts = 60, objects = 860): Promise<ChartsTree> {
  const environments = ["staging", "production"];
  let left = objects;
  for (let c = 0; c < charts; c++) {
    const share = Math.round(left / (charts - c));
    left -= share;
    const at = join(folder, `apps/c${c}`);
    await mkdir(join(at, "chart/templates"), { recursive: true });
    await mkdir(join(at, "values"), { recursive: true });
    await writeFile(join(at, "chart/Chart.yaml"), `apiVersion: v2\nname: c${c}\nversion: 1.0.0\n`);
    for (const name of files) await writeFile(join(at, `chart/templates/${name}.yaml`), templates[name]);
    // Every template makes one object, except the one that makes as many as are left.
    await writeFile(join(at, "chart/values.yaml"), `configs: ${share - (files.length - 1)}\n`);
    for (const environment of environments) {
      const far = environment === "production";
      await writeFile(
        join(at, `values/${environment}.yaml`),
        `replicas: ${far ? 3 : 2}
image: { tag: "1.${far ? 1 : 2}.${c}" }
level: ${far ? "warn" : "info"}
zone: ${environment}.example
resources: { requests: { cpu: ${far ? "500m" : "100m"}, memory: ${far ? "1Gi" : "256Mi"} } }
env:
${Array.from({ length: 10 }, (_, e) => `  KEY_${e}: "${far ? c * e : c + e}"`).join("\n")}
`,
      );
    }
    await writeFile(
      join(at, "environments.yaml"),
      `environments:\n${environments.map((e) => `  ${e}: { cluster: ${e}-cluster, namespace: c${c}-${e} }\n`).join("")}`,
    );
  }
  await writeFile(
    join(folder, "orchestr8.yaml"),
    `name: charts
clusters: { staging-cluster: {}, production-cluster: {} }
teams: { platform: { groups: [platform] } }
environments:
  staging: { type: staging, promotion: { approvers: [platform] } }
  production: { type: production }
applications:
${Array.from({ length: charts }, (_, c) => `  c${c}: { path: apps/c${c}, helm: { chart: chart, values: ["values/{environment}.yaml"] } }`).join("\n")}
`,
  );
  return { charts, objects, environments };
}
