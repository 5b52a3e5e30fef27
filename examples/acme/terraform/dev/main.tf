locals {
  environment = "dev"
  tags = {
    environment = local.environment
    owner       = "platform-team"
    cost-center = "engineering"
  }
}

provider "aws" {
  region = var.region
}

module "network" {
  source = "../modules/network"
  name   = "dev-cluster"
  cidr   = var.cidr
  zones  = var.zones
  tags   = local.tags
}

module "cluster" {
  source              = "../modules/cluster"
  name                = "dev-cluster"
  kubernetes_version  = var.kubernetes_version
  role_arn            = var.cluster_role_arn
  subnet_ids          = module.network.subnet_ids
  public_endpoint     = true
  authorised_networks = ["198.51.100.0/24"]
  tags                = local.tags
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
  name                = "acme-dev"
  instance_class      = var.database_class
  storage_gib         = var.database_storage_gib
  backup_days         = var.backup_days
  multi_zone          = false
  deletion_protection = false
  tags                = local.tags
}
