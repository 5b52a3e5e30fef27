/**
 * The least that lets the console look at a cluster: Kubernetes' own `view`, which leaves Secrets out, and what that does
 * not cover. Applying by the console itself needs `edit` in the namespaces of its placements; with Argo CD or Flux it
 * needs nothing more.
 */
export const clusterRoleText = `apiVersion: v1
kind: ServiceAccount
metadata: { name: orchestr8, namespace: orchestr8 }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: orchestr8-look }
rules:
  - apiGroups: [""]
    resources: [nodes, namespaces]
    verbs: [get, list, watch]
  - apiGroups: [metrics.k8s.io]
    resources: [nodes, pods]
    verbs: [get, list]
  - apiGroups: [argoproj.io]
    resources: [applications, rollouts, analysisruns]
    verbs: [get, list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: orchestr8-look }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: orchestr8-look }
subjects: [{ kind: ServiceAccount, name: orchestr8, namespace: orchestr8 }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: orchestr8-view }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: orchestr8, namespace: orchestr8 }]
`;
