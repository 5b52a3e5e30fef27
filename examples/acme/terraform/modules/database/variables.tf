variable "name" {
  type = string
}

variable "engine_version" {
  type    = string
  default = "17.6"
}

variable "instance_class" {
  type = string
}

variable "storage_gib" {
  type = number
}

variable "multi_zone" {
  type    = bool
  default = false
}

variable "backup_days" {
  type    = number
  default = 7
}

variable "deletion_protection" {
  type    = bool
  default = false
}

variable "tags" {
  type    = map(string)
  default = {}
}
