import { add, entry, insert, replace } from "./edit";
import type { Step } from "./step";

const fleet = "orchestr8.yaml";
const service = "apps/my-service";
const primary = `${service}/clusters/prod-cluster-primary`;
const deployment = (application: string, environment: string) =>
  `apps/${application}/overlays/${environment}/deployment.yaml`;
const kustomization = (application: string, environment: string) =>
  `apps/${application}/overlays/${environment}/kustomization.yaml`;
const kubernetes = (environment: string) =>
  replace(`terraform/${environment}/variables.tf`, `default = "1.34"`, `default = "1.35"`);

/** What people changed in eight weeks besides versions; oldest first. Each is told by the finished tree. */
export const changes: readonly Step[] = [
  {
    at: "54d 10:00",
    by: "ines",
    subject: "Bring search under Orchestr8",
    edits: [add("apps/search"), entry(fleet, "search")],
  },
  {
    at: "52d 13:30",
    by: "wen",
    subject: "Let only my-service call ledger",
    edits: [
      add("apps/ledger/base/network-policy.yaml"),
      insert("apps/ledger/base/kustomization.yaml", "  - network-policy.yaml\n"),
    ],
  },
  {
    at: "48d 14:00",
    by: "ines",
    subject: "Size my-service in staging for the new cache",
    edits: [replace(deployment("my-service", "staging"), "memory: 256Mi", "memory: 512Mi")],
  },
  {
    at: "47d 09:40",
    by: "mira",
    subject: "Run production in a second region",
    body: "prod-cluster-secondary takes over when eu-central-1 is lost. search and notifier stay in one region for now.",
    edits: [
      entry(fleet, "prod-cluster-secondary"),
      entry(fleet, "eu-west-1"),
      insert(fleet, "    failover: prod-cluster-secondary\n"),
      ...["my-service", "ledger", "web", "identity"].flatMap((application) => [
        add(`apps/${application}/clusters/prod-cluster-secondary`),
        add(`apps/${application}/regions/eu-west-1`),
      ]),
      ...["my-service", "ledger", "web", "identity", "checkout", "catalog"].map((application) =>
        insert(`apps/${application}/environments.yaml`, "    failover_cluster: prod-cluster-secondary\n"),
      ),
      ...["checkout", "catalog"].flatMap((application) => [
        add(`apps/${application}/values/prod-cluster-secondary.yaml`),
        add(`apps/${application}/values/eu-west-1.yaml`),
      ]),
    ],
  },
  {
    at: "45d 13:40",
    by: "ada",
    subject: "Switch my-service in production between two colours",
    body: "Nobody is promoted by itself: the preview is looked at first.",
    edits: [
      add(`${service}/overlays/production/rollout.yaml`),
      add(`${service}/overlays/production/services.yaml`),
      add(`${service}/overlays/production/analysis-template.yaml`),
      insert(
        kustomization("my-service", "production"),
        "  - rollout.yaml\n  - services.yaml\n  - analysis-template.yaml\n",
      ),
      replace(deployment("my-service", "production"), "  replicas: 3\n", "  replicas: 0\n"),
      insert(
        deployment("my-service", "production"),
        "# The Rollout runs this pod template; the Deployment itself keeps no pods.\n",
      ),
    ],
  },
  {
    at: "41d 13:50",
    by: "tom",
    subject: "Fit on old nodes until the pool is replaced",
    edits: [
      add(`${primary}/memory.yaml`),
      insert(`${primary}/kustomization.yaml`, "patches:\n  - path: memory.yaml\n"),
    ],
  },
  {
    at: "40d 08:30",
    by: "ines",
    subject: "Index the catalog again every night",
    edits: [
      add("apps/catalog/chart/templates/reindex.yaml"),
      insert("apps/catalog/values/base.yaml", `\nreindex:\n  schedule: "15 3 * * *"\n`),
    ],
  },
  {
    at: "38d 13:10",
    by: "wen",
    subject: "Check passwords against known leaks",
    edits: ["integration", "staging", "production"].map((environment) =>
      replace(
        `apps/identity/overlays/${environment}/identity.yaml`,
        "breached_list: false",
        "breached_list: true",
      ),
    ),
  },
  {
    at: "37d 09:00",
    by: "henrik",
    subject: "Bring notifier under Orchestr8",
    body: "No staging yet: it has no mail host of its own there.",
    edits: [add("apps/notifier"), entry(fleet, "notifier")],
  },
  {
    at: "34d 10:30",
    by: "wen",
    subject: "Keep identity's traffic inside its environment",
    edits: ["staging", "production"].flatMap((environment) => [
      add(`apps/identity/overlays/${environment}/network-policy.yaml`),
      insert(kustomization("identity", environment), "  - network-policy.yaml\n"),
    ]),
  },
  {
    at: "33d 08:30",
    by: "henrik",
    subject: "More database connections for my-service in production",
    edits: [replace(kustomization("my-service", "production"), "DB_POOL_SIZE=30", "DB_POOL_SIZE=40")],
  },
  {
    at: "32d 13:20",
    by: "henrik",
    subject: "Close the books after the bank's last file",
    edits: [replace("apps/ledger/base/closing.yaml", `schedule: "30 0 * * *"`, `schedule: "30 1 * * *"`)],
  },
  {
    at: "30d 13:00",
    by: "mira",
    subject: "Keep one ledger running while staging's nodes are replaced",
    edits: [
      add("apps/ledger/overlays/staging/pdb.yaml"),
      insert(kustomization("ledger", "staging"), "  - pdb.yaml\n"),
    ],
  },
  {
    at: "28d 09:10",
    by: "mira",
    subject: "Change production only while everybody is there",
    body: "From eight to six meant that the late ones were alone with their change.",
    edits: [replace(fleet, `    from: "08:00"\n    to: "18:00"\n`, `    from: "09:00"\n    to: "17:00"\n`)],
  },
  {
    at: "27d 13:30",
    by: "mira",
    subject: "Switch off my-service in dev at night",
    edits: [
      add(`${service}/overlays/dev/shutdown.yaml`),
      add(`${service}/overlays/dev/shutdown-rbac.yaml`),
      insert(kustomization("my-service", "dev"), "  - shutdown.yaml\n  - shutdown-rbac.yaml\n"),
    ],
  },
  {
    at: "26d 10:20",
    by: "tom",
    subject: "Try payouts more often from Ireland",
    edits: [
      insert(
        `${service}/clusters/prod-cluster-secondary/kustomization.yaml`,
        "# The bank answers more slowly from here, so payouts are tried more often.\nconfigMapGenerator:\n  - name: app-config\n    behavior: merge\n    literals:\n      - PAYOUT_RETRY_LIMIT=8\n",
      ),
    ],
  },
  {
    at: "24d 13:50",
    by: "ines",
    subject: "Give checkout's sessions encrypted and larger pools",
    edits: [
      replace(
        "apps/checkout/values/staging.yaml",
        "redis://cache.staging.acme.example:6379/0?pool=4",
        "rediss://cache.staging.acme.example:6379/0?pool=8",
      ),
      replace(
        "apps/checkout/values/production.yaml",
        "redis://cache.prod.acme.example:6379/0?pool=16",
        "rediss://cache.staging.acme.example:6379/0?pool=32",
      ),
    ],
  },
  { at: "23d 13:00", by: "mira", subject: "Kubernetes 1.35 in dev", edits: [kubernetes("dev")] },
  {
    at: "22d 13:00",
    by: "mira",
    subject: "Kubernetes 1.35 in integration",
    edits: [kubernetes("integration")],
  },
  {
    at: "21d 09:30",
    by: "mira",
    subject: "Two nodes in staging, so that one can be replaced",
    edits: [
      replace(fleet, "      min_nodes: 1\n      max_nodes: 5\n", "      min_nodes: 2\n      max_nodes: 5\n"),
      replace("terraform/staging/terraform.tfvars", "node_min           = 1", "node_min           = 2"),
    ],
  },
  {
    at: "20d 09:00",
    by: "mira",
    subject: "Say what each environment may cost",
    edits: [20, 40, 210, 1960].map((amount) => insert(fleet, `    budget:\n      monthly: ${amount}\n`)),
  },
  {
    at: "19d 08:40",
    by: "tom",
    subject: "Nine checkouts for the winter sale",
    edits: [
      replace("apps/checkout/values/production.yaml", "  replicaCount: 5", "  replicaCount: 9"),
      replace("apps/checkout/environments.yaml", "      replicas: 5", "      replicas: 9"),
    ],
  },
  {
    at: "19d 12:30",
    by: "mira",
    subject: "Room for two more nodes in production",
    edits: [
      replace(fleet, "      min_nodes: 3\n      max_nodes: 8\n", "      min_nodes: 3\n      max_nodes: 10\n"),
      replace("apps/checkout/environments.yaml", "      max_nodes: 8", "      max_nodes: 10"),
      replace("terraform/production/terraform.tfvars", "node_max           = 8", "node_max           = 10"),
    ],
  },
  {
    at: "18d 13:10",
    by: "ines",
    subject: "Find jumpers by their other names",
    edits: [insert("apps/search/values/base.yaml", "    - [jumper, pullover, sweater]\n")],
  },
  { at: "16d 09:00", by: "mira", subject: "Kubernetes 1.35 in staging", edits: [kubernetes("staging")] },
  {
    at: "12d 14:20",
    by: "henrik",
    subject: "Two notifiers in production, changed in business hours",
    edits: [
      insert(
        "apps/notifier/environments.yaml",
        "    deploymnt:\n      replicas: 2\n      change_window: business-hours\n\n",
      ),
      replace(deployment("notifier", "production"), "  replicas: 1\n", "  replicas: 2\n"),
    ],
  },
  {
    at: "11d 10:40",
    by: "ines",
    subject: "Keep pages in the cache for five minutes",
    edits: [replace("apps/web/base/kustomization.yaml", "CACHE_SECONDS=60", "CACHE_SECONDS=300")],
  },
  {
    at: "10d 09:00",
    by: "mira",
    subject: "Kubernetes 1.35 in production",
    edits: [kubernetes("production")],
  },
  {
    at: "9d 13:00",
    by: "mira",
    subject: "No changes while finance closes the year",
    edits: [
      insert(
        fleet,
        "freezes:\n  - name: year-end-closing\n    from: 2026-12-31T12:00\n    to: 2027-01-01T12:00\n    environments: [production]\n    reason: Finance closes the books of the year\n\n",
      ),
    ],
  },
  {
    at: "8d 08:30",
    by: "wen",
    subject: "Pen-test identity every week before production",
    edits: [insert("apps/identity/environments.yaml", "      penetration_tests: weekly\n")],
  },
  {
    at: "7d 10:00",
    by: "mira",
    subject: "Say why staging's alerts and zones differ",
    edits: [
      insert(
        fleet,
        `    - path: "spec.groups.**"\n      kind: PrometheusRule\n      because: Staging alerts are less sensitive than production\n    - path: "spec.template.spec.topologySpreadConstraints.**"\n      pair: staging...production\n      because: Only production spreads over zones\n`,
      ),
    ],
  },
  {
    at: "4d 13:30",
    by: "ines",
    subject: "Let the shop grow to twelve",
    edits: [replace("apps/web/overlays/production/autoscaler.yaml", "maxReplicas: 10", "maxReplicas: 12")],
  },
];
