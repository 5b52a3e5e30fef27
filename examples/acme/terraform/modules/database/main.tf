resource "aws_db_instance" "this" {
  identifier              = var.name
  engine                  = "postgres"
  engine_version          = var.engine_version
  instance_class          = var.instance_class
  allocated_storage       = var.storage_gib
  storage_encrypted       = true
  multi_az                = var.multi_zone
  backup_retention_period = var.backup_days
  deletion_protection     = var.deletion_protection
  tags                    = var.tags
}
