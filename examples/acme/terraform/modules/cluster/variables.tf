variable "name" {
  type = string
}

variable "kubernetes_version" {
  type = string
}

variable "role_arn" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "public_endpoint" {
  type    = bool
  default = false
}

variable "authorised_networks" {
  type    = list(string)
  default = []
}

variable "tags" {
  type    = map(string)
  default = {}
}
