region = "eu-central-1"
zones  = ["eu-central-1a", "eu-central-1b"]
cidr   = "10.20.0.0/16"

cluster_role_arn = "arn:aws:iam::222222222222:role/eks-cluster"
node_role_arn    = "arn:aws:iam::222222222222:role/eks-node"

node_instance_type = "t3.medium"
node_min           = 1
node_max           = 4

database_class       = "db.t4g.small"
database_storage_gib = 20
