region = "eu-central-1"
zones  = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
cidr   = "10.40.0.0/16"

cluster_role_arn = "arn:aws:iam::444444444444:role/eks-cluster"
node_role_arn    = "arn:aws:iam::444444444444:role/eks-node"

node_instance_type = "c5.2xlarge"
node_min           = 3
node_max           = 10

database_class       = "db.r7g.xlarge"
database_storage_gib = 400
backup_days          = 35

failover_region = "eu-west-1"
failover_zones  = ["eu-west-1a", "eu-west-1b"]
failover_cidr   = "10.50.0.0/16"
