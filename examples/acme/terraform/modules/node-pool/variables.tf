variable "cluster" {
  type = string
}

variable "name" {
  type    = string
  default = "general"
}

variable "role_arn" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "instance_type" {
  type = string
}

variable "min_nodes" {
  type = number
}

variable "max_nodes" {
  type = number

  validation {
    condition     = var.max_nodes >= var.min_nodes
    error_message = "A pool cannot end below its beginning."
  }
}

variable "tags" {
  type    = map(string)
  default = {}
}
