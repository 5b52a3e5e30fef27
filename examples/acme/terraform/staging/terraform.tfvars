region = "eu-central-1"
zones  = ["eu-central-1a", "eu-central-1b"]
cidr   = "10.30.0.0/16"

cluster_role_arn = "arn:aws:iam::333333333333:role/eks-cluster"
node_role_arn    = "arn:aws:iam::333333333333:role/eks-node"

node_instance_type = "t3.large"
node_min           = 2
node_max           = 5

database_class       = "db.t4g.medium"
database_storage_gib = 50
