resource "aws_eks_cluster" "this" {
  name     = var.name
  version  = var.kubernetes_version
  role_arn = var.role_arn

  vpc_config {
    subnet_ids              = var.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = var.public_endpoint
    public_access_cidrs     = var.public_endpoint ? var.authorised_networks : null
  }

  enabled_cluster_log_types = ["api", "audit", "authenticator"]
  tags                      = var.tags
}

# The roles that the RoleBindings of every environment name
resource "kubernetes_cluster_role" "developer" {
  metadata {
    name = "developer"
  }
  rule {
    api_groups = ["", "apps", "batch"]
    resources  = ["pods", "pods/log", "deployments", "jobs", "configmaps", "services", "events"]
    verbs      = ["get", "list", "watch"]
  }
  rule {
    api_groups = ["apps"]
    resources  = ["deployments"]
    verbs      = ["patch"]
  }
}

resource "kubernetes_cluster_role" "viewer" {
  metadata {
    name = "viewer"
  }
  rule {
    api_groups = ["", "apps", "batch"]
    resources  = ["pods", "deployments", "jobs", "services", "events"]
    verbs      = ["get", "list", "watch"]
  }
}
