import type { Json } from "../json";
import type { ParityGroup } from "../parity/finding";

type Rule = { key: RegExp; better: "true" | "false" | "more" | "set"; what: string; group: ParityGroup };

/** What protects, by the last part of its name: which way is stronger, and what it is for. */
const rules: readonly Rule[] = [
  {
    key: /^(enable_)?deletion_protection(_enabled)?$|^prevent_destroy$|^termination_protection$/,
    better: "true",
    what: "protection against deletion",
    group: "infrastructure",
  },
  {
    key: /^skip_final_snapshot$|^force_destroy$|^delete_protection_disabled$/,
    better: "false",
    what: "what is kept at the end",
    group: "infrastructure",
  },
  {
    key: /^(backup_retention_period|backup_retention_days|backup_days|retention_days|retention_in_days|retained_backups|point_in_time_recovery_days)$/,
    better: "more",
    what: "how long backups are kept",
    group: "infrastructure",
  },
  {
    key: /^(backups?_enabled|point_in_time_recovery(_enabled)?|versioning_enabled)$/,
    better: "true",
    what: "backups",
    group: "infrastructure",
  },
  {
    key: /^multi_(az|zone)$|^high_availability$|^zone_redundant$/,
    better: "true",
    what: "running in several zones",
    group: "infrastructure",
  },
  {
    key: /^(storage_encrypted|encrypted|encrypt_at_rest|transit_encryption_enabled|at_rest_encryption_enabled)$/,
    better: "true",
    what: "encryption",
    group: "security baseline",
  },
  {
    key: /^(kms_key(_id|_arn)?|key_arn|kms_master_key_id|database_encryption_key)$/,
    better: "set",
    what: "an encryption key of one's own",
    group: "security baseline",
  },
  {
    key: /^(endpoint_public_access|public_endpoint|publicly_accessible|public_network_access_enabled|public_access|assign_public_ip)$/,
    better: "false",
    what: "being closed to the internet",
    group: "security baseline",
  },
  {
    key: /^(enable_private_nodes|private_cluster_enabled|endpoint_private_access|enable_private_endpoint)$/,
    better: "true",
    what: "private access",
    group: "security baseline",
  },
];

const worldKeys =
  /(authori[sz]ed_networks|public_access_cidrs|allowed_cidrs?|cidr_blocks|source_ranges|ip_range)/;

/** Why `right` protects less than `left`; null when it does not, or when the key says nothing about protection. */
export function weaker(
  path: string,
  left: Json | undefined,
  right: Json | undefined,
): { what: string; group: ParityGroup } | null {
  const key = path.split(".").at(-1) ?? "";
  if (worldKeys.test(path) && !openToAll(left) && openToAll(right))
    return { what: "naming who may connect", group: "security baseline" };
  const rule = rules.find((one) => one.key.test(key));
  if (rule === undefined) return null;
  const lost =
    rule.better === "more"
      ? number(left) !== null &&
        (number(right) ?? (right === undefined ? 0 : null)) !== null &&
        (number(right) ?? 0) < (number(left) ?? 0)
      : rule.better === "set"
        ? typeof left === "string" && left !== "" && (right === undefined || right === null || right === "")
        : truth(left) === (rule.better === "true") &&
          (truth(right) === (rule.better !== "true") || (right === undefined && rule.better === "true"));
  return lost ? { what: rule.what, group: rule.group } : null;
}

export const openToAll = (value: Json | undefined): boolean =>
  (Array.isArray(value) ? value : [value]).some((one) => one === "0.0.0.0/0" || one === "::/0");

const truth = (value: Json | undefined): boolean | null =>
  typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : null;
const number = (value: Json | undefined): number | null =>
  typeof value === "number" ? value : typeof value === "string" && /^\d+$/.test(value) ? Number(value) : null;
