region = "eu-central-1"
zones  = ["eu-central-1a"]
cidr   = "10.10.0.0/16"

cluster_role_arn = "arn:aws:iam::111111111111:role/eks-cluster"
node_role_arn    = "arn:aws:iam::111111111111:role/eks-node"

node_instance_type = "t3.small"
node_min           = 1
node_max           = 3

database_class       = "db.t4g.micro"
database_storage_gib = 20
