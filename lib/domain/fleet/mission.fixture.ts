/** The environment blocks of the system's description, with the indentation that its text has lost put back. */
export const mission = `# dev environment configuration
environments:
  dev:
    cluster: dev-cluster
    namespace: my-service-dev

    # Resource constraints for cost efficiency
    resources:
      requests:
        cpu: 50m
        memory: 128Mi
      limits:
        cpu: 200m
        memory: 256Mi

    # Relaxed security for debugging
    security:
      podSecurityStandard: baseline
      debugging: enabled

    # Fast iteration settings
    deployment:
      strategy: RollingUpdate
      maxUnavailable: 50%
      maxSurge: 100%

    # Developer access
    access:
      developers: read-write
      qa: read-only

  integration:
    cluster: shared-cluster
    namespace: my-service-int
    resources:
      requests:
        cpu: 100m
        memory: 256Mi
      limits:
        cpu: 500m
        memory: 512Mi
    data:
      source: test-dataset-v1
      refresh: daily
      anonymization: enabled
    testing:
      smoke_tests: enabled
      integration_tests: enabled
      performance_tests: basic
      security_scans: enabled
    promotion:
      on_success: staging
      on_failure: block

  staging:
    cluster: staging-cluster
    namespace: my-service-staging
    resources:
      requests:
        cpu: 200m
        memory: 512Mi
      limits:
        cpu: 1000m
        memory: 1Gi
    security:
      podSecurityStandard: restricted
      networkPolicies: strict
      secretsManagement: external
    testing:
      load_tests: enabled
      chaos_engineering: enabled
      penetration_tests: weekly
    promotion:
      approvers: [platform-team, security-team]
      approval_required: true

  production:
    cluster: prod-cluster-primary
    failover_cluster: prod-cluster-secondary
    namespace: my-service
    resources:
      requests:
        cpu: 500m
        memory: 1Gi
      limits:
        cpu: 2000m
        memory: 2Gi

    # High availability
    deployment:
      replicas: 3
      strategy: RollingUpdate
      maxUnavailable: 1
      maxSurge: 1

    security:
      podSecurityStandard: restricted
      networkPolicies: strict
      secretsManagement: vault
      compliance: [soc2, pci-dss]
    monitoring:
      sla_objectives:
        availability: 99.9%
        latency_p95: 500ms
        error_rate: <0.1%

    # Change management
    deployment:
      change_window: business-hours
      rollback_enabled: true
      canary_deployment: true
`;
