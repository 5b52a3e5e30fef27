/** A small fleet for tests: three Kustomize applications over four environments, with the mission's rules on `web`. */

const image = (application: string): string => `registry.acme.example/${application}`;

const base = (application: string): Record<string, string> => ({
  [`apps/${application}/base/kustomization.yaml`]: "resources:\n  - deployment.yaml\n",
  [`apps/${application}/base/deployment.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${application}
spec:
  replicas: 1
  selector: { matchLabels: { app: ${application} } }
  template:
    metadata: { labels: { app: ${application} } }
    spec:
      containers:
        - name: app
          image: ${image(application)}
          resources: { requests: { cpu: 50m, memory: 32Mi }, limits: { cpu: 100m, memory: 64Mi } }
`,
});

/** The file whose tag a promotion of this application into this environment turns. */
export const overlayFile = (application: string, environment: string): string =>
  `apps/${application}/overlays/${environment}/kustomization.yaml`;

/** An overlay with its tag; `literal` is one more line that nothing promotes. */
export const overlay = (
  application: string,
  environment: string,
  tag: string,
  literal = "",
): Record<string, string> => ({
  [overlayFile(application, environment)]: `# ${application} in ${environment}; promotions turn the tag
namespace: ${application}-${environment}
resources:
  - ../../base
  - namespace.yaml
images:
  - name: ${image(application)}
    newTag: "${tag}"   # set by promotions
configMapGenerator:
  - name: settings
    options: { disableNameSuffixHash: true }
    literals:
      - STAGE=${environment}
${literal}`,
  [`apps/${application}/overlays/${environment}/namespace.yaml`]: `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${application}-${environment}\n`,
});

export const fleetFile = (more = ""): string => `name: acme
branch: main
zone: Europe/Berlin
clusters:
  dev-cluster: {}
  shared-cluster: {}
  staging-cluster: {}
  prod-cluster: { region: eu-central-1 }
teams:
  developers: { groups: [acme-developers] }
  qa: { groups: [acme-qa] }
  platform-team: { groups: [acme-platform] }
  security-team: { groups: [acme-security] }
  platform-leads: { groups: [acme-leads] }
  finance: { groups: [acme-finance] }
roles: { admin: [platform-leads], manager: [finance] }
change_windows:
  business-hours: { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00" }
environments:
  dev: { type: development }
  integration: { type: integration }
  staging: { type: staging }
  production: { type: production }
applications:
  web: { path: apps/web, team: developers }
  api: { path: apps/api, team: developers }
  vault: { path: apps/vault, team: security-team }
${more}`;

export const webBlocks = (approvers = "[platform-team, security-team]"): string => `environments:
  dev:
    cluster: dev-cluster
    namespace: web-dev
    access: { developers: read-write, qa: read-only }
    node_pool: { instance_type: m5.large, min_nodes: 1, max_nodes: 3 }
  integration:
    cluster: shared-cluster
    namespace: web-integration
    testing: { smoke_tests: enabled }
    promotion: { on_success: staging, on_failure: block }
  staging:
    cluster: staging-cluster
    namespace: web-staging
    promotion: { approvers: ${approvers}, approval_required: true }
  production:
    cluster: prod-cluster
    namespace: web-production
    deployment: { change_window: business-hours }
`;

const apiBlocks = `environments:
  dev: { cluster: dev-cluster, namespace: api-dev, access: { developers: read-write } }
  staging: { cluster: staging-cluster, namespace: api-staging }
`;

/** Nobody of developers or qa may even see it. */
const vaultBlocks = `environments:
  staging:
    cluster: staging-cluster
    namespace: vault-staging
    access: { developers: none, qa: none, finance: none }
    promotion: { approvers: [security-team], approval_required: true }
  production:
    cluster: prod-cluster
    namespace: vault-production
    access: { developers: none, qa: none, finance: none }
`;

/** Git's first commit. web: dev and integration run 1.1.0, staging 1.0.5, production 1.0.0. */
export const firstTree: Readonly<Record<string, string>> = {
  "orchestr8.yaml": fleetFile(),
  "apps/web/environments.yaml": webBlocks(),
  ...base("web"),
  ...overlay("web", "dev", "1.1.0"),
  ...overlay("web", "integration", "1.1.0"),
  ...overlay("web", "staging", "1.0.5"),
  ...overlay("web", "production", "1.0.0"),
  "apps/api/environments.yaml": apiBlocks,
  ...base("api"),
  ...overlay("api", "dev", "2.1.0"),
  ...overlay("api", "staging", "2.0.0"),
  "apps/vault/environments.yaml": vaultBlocks,
  ...base("vault"),
  ...overlay("vault", "staging", "3.1.0"),
  ...overlay("vault", "production", "3.0.0"),
};

/** Handle -> teams. Each signs in with the groups that stand for them. */
export const crew: Readonly<Record<string, readonly string[]>> = {
  dana: ["developers"],
  quentin: ["qa"],
  petra: ["platform-team"],
  pavel: ["platform-team"],
  sam: ["security-team"],
  sofia: ["security-team"],
  bea: ["platform-team", "security-team"],
  alex: ["platform-leads"],
  max: ["finance"],
  stranger: [],
};

export const groupOf: Readonly<Record<string, string>> = {
  developers: "acme-developers",
  qa: "acme-qa",
  "platform-team": "acme-platform",
  "security-team": "acme-security",
  "platform-leads": "acme-leads",
  finance: "acme-finance",
};
