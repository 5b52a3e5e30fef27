variable "name" {
  type = string
}

variable "cidr" {
  description = "Address range of the network; no two environments overlap"
  type        = string
}

variable "zones" {
  type = list(string)
}

variable "tags" {
  type    = map(string)
  default = {}
}
