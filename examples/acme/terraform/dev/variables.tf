variable "region" {
  type = string
}

variable "zones" {
  type = list(string)
}

variable "cidr" {
  type = string
}

variable "kubernetes_version" {
  type    = string
  default = "1.35"
}

variable "cluster_role_arn" {
  type = string
}

variable "node_role_arn" {
  type = string
}

variable "node_instance_type" {
  description = "As node_pool.instance_type in orchestr8.yaml"
  type        = string
}

variable "node_min" {
  type = number
}

variable "node_max" {
  type = number
}

variable "database_class" {
  type = string
}

variable "database_storage_gib" {
  type = number
}

variable "backup_days" {
  type    = number
  default = 7
}
