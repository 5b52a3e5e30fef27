locals {
  environment = "production"
  tags = {
    environment = local.environment
    owner       = "platform-team"
    cost-center = "operations"
  }
}

provider "aws" {
  region = var.region
}

module "network" {
  source = "../modules/network"
  name   = "prod-cluster-primary"
  cidr   = var.cidr
  zones  = var.zones
  tags   = local.tags
}

module "cluster" {
  source             = "../modules/cluster"
  name               = "prod-cluster-primary"
  kubernetes_version = var.kubernetes_version
  role_arn           = var.cluster_role_arn
  subnet_ids         = module.network.subnet_ids
  tags               = local.tags
}

module "node_pool" {
  source        = "../modules/node-pool"
  cluster       = module.cluster.name
  role_arn      = var.node_role_arn
  subnet_ids    = module.network.subnet_ids
  instance_type = var.node_instance_type
  min_nodes     = var.node_min
  max_nodes     = var.node_max
  tags          = local.tags
}

module "database" {
  source              = "../modules/database"
  name                = "acme-production"
  instance_class      = var.database_class
  storage_gib         = var.database_storage_gib
  backup_days         = var.backup_days
  multi_zone          = true
  deletion_protection = true
  tags                = local.tags
}

# The second region takes over when the first one is lost
provider "aws" {
  alias  = "failover"
  region = var.failover_region
}

module "failover_network" {
  source    = "../modules/network"
  providers = { aws = aws.failover }
  name      = "prod-cluster-secondary"
  cidr      = var.failover_cidr
  zones     = var.failover_zones
  tags      = local.tags
}

module "failover_cluster" {
  source             = "../modules/cluster"
  providers          = { aws = aws.failover }
  name               = "prod-cluster-secondary"
  kubernetes_version = var.kubernetes_version
  role_arn           = var.cluster_role_arn
  subnet_ids         = module.failover_network.subnet_ids
  tags               = local.tags
}

module "failover_node_pool" {
  source        = "../modules/node-pool"
  providers     = { aws = aws.failover }
  cluster       = module.failover_cluster.name
  role_arn      = var.node_role_arn
  subnet_ids    = module.failover_network.subnet_ids
  instance_type = var.node_instance_type
  min_nodes     = var.node_min
  max_nodes     = var.node_max
  tags          = local.tags
}
