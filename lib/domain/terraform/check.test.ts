import { parse } from "@cdktn/hcl2json";
import { describe, expect, test } from "vitest";
import type { ParityPair } from "../parity/finding";
import type { HclFile } from "./body";
import { checkTerraform } from "./check";
import { isTerraformPath } from "./layout";
import type { DeclaredEnvironment } from "./single";

const place = { file: "orchestr8.yaml", line: 7, column: 3 };
const declared = (name: string, more: Partial<DeclaredEnvironment> = {}): DeclaredEnvironment => ({
  name,
  production: name === "production",
  words: name === "production" ? ["production", "prod"] : [name],
  clusters: [],
  pools: [],
  ...more,
});
const pair: ParityPair = { left: "staging", right: "production", production: true };

/** Checks staging and production, made from the same files; each side may differ in some. */
async function check(
  files: {
    both?: Record<string, string>;
    staging?: Record<string, string>;
    production?: Record<string, string>;
    shared?: Record<string, string>;
  },
  environments = [declared("staging"), declared("production")],
) {
  const texts: Record<string, string> = { ...files.shared };
  for (const side of ["staging", "production"] as const)
    for (const [name, text] of Object.entries({ ...files.both, ...files[side] }))
      texts[`tf/${side}/${name}`] = text;
  const read = await Promise.all(
    Object.entries(texts).map(
      async ([file, text]): Promise<HclFile> => ({
        file,
        text,
        value: (await parse(file, text)) as HclFile["value"],
      }),
    ),
  );
  return checkTerraform(
    Object.keys(texts),
    read.filter(({ file }) => isTerraformPath(file)),
    environments,
    [pair],
  );
}

/** `severity check subject file:line` of every finding. */
const brief = ({ findings }: Awaited<ReturnType<typeof check>>) =>
  findings.map((f) => `${f.severity} ${f.check} ${f.subject} ${f.places[0]?.file}:${f.places[0]?.line}`);

describe("inputs and versions", () => {
  test("a key of one environment alone, and a variable that nothing sets", async () => {
    const report = await check({
      both: {
        "main.tf": 'variable "size" {\n  default = 1\n}\nvariable "name" {}\n',
        "terraform.tfvars": 'name = "x"\n',
      },
      staging: { "terraform.tfvars": 'name = "x"\nsize = 2\n' },
      production: { "terraform.tfvars": "" },
    });
    expect(brief(report)).toEqual([
      "error terraform.input-unset var.name tf/production/main.tf:4",
      "warning terraform.input-one-sided var.size tf/staging/terraform.tfvars:2",
    ]);
  });

  test("production ahead of staging is an error, behind it a warning; lock files count", async () => {
    const versions = (aws: string, terraform: string) =>
      `terraform {\n  required_version = "${terraform}"\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n      version = "${aws}"\n    }\n  }\n}\n`;
    const report = await check({
      staging: { "versions.tf": versions("~> 6.20", ">= 1.9, < 2.0") },
      production: {
        "versions.tf": versions("~> 6.21", ">= 1.8.0, < 2.0"),
        ".terraform.lock.hcl": 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "6.21.0"\n}\n',
      },
    });
    expect(brief(report)).toEqual([
      "error terraform.version provider aws tf/production/versions.tf:4",
      "warning terraform.version Terraform tf/production/versions.tf:2",
      "warning terraform.lock-file lock file tf/production/.terraform.lock.hcl:2",
    ]);
  });

  test("a module's source and version, and Kubernetes itself", async () => {
    const module = (version: string, kubernetes: string) =>
      `module "db" {\n  source = "acme/db"\n  version = "${version}"\n}\nresource "aws_eks_cluster" "this" {\n  version = "${kubernetes}"\n}\n`;
    const report = await check({
      staging: { "main.tf": module("1.2.0", "1.34") },
      production: { "main.tf": module("1.1.0", "1.35") },
    });
    expect(brief(report)).toEqual([
      "warning terraform.version module.db tf/production/main.tf:3",
      "error terraform.cluster-version aws_eks_cluster.this tf/production/main.tf:6",
    ]);
  });
});

describe("where things lie", () => {
  test("one state for two environments, and a state under another environment's name", async () => {
    const backend = (key: string) =>
      `terraform {\n  backend "s3" {\n    bucket = "b"\n    key = "${key}"\n  }\n}\n`;
    expect(brief(await check({ both: { "main.tf": backend("fleet.tfstate") } }))).toEqual([
      "error terraform.backend-shared backend s3 tf/production/main.tf:2",
    ]);
    expect(
      brief(
        await check({
          staging: { "main.tf": backend("staging/x") },
          production: { "main.tf": backend("staging/y") },
        }),
      ),
    ).toEqual(["error terraform.backend-name backend s3 tf/production/main.tf:4"]);
    expect(
      brief(
        await check({
          staging: { "main.tf": backend("staging/x") },
          production: { "main.tf": backend("prod/product") },
        }),
      ),
    ).toEqual([]);
  });

  test("networks that overlap, another region than the fleet's, an account shared with production", async () => {
    const main = 'variable "cidr" {}\nvariable "role" {}\nprovider "aws" {\n  region = "eu-west-1"\n}\n';
    const inputs = (cidr: string) => `cidr = "${cidr}"\nrole = "arn:aws:iam::123456789012:role/x"\n`;
    const clusters = [{ name: "c", region: "eu-central-1", zones: [], place }];
    const report = await check(
      {
        both: { "main.tf": main },
        staging: { "terraform.tfvars": inputs("10.30.0.0/15") },
        production: { "terraform.tfvars": inputs("10.31.0.0/16") },
      },
      [declared("staging"), declared("production", { clusters })],
    );
    expect(brief(report)).toEqual([
      "error terraform.region provider aws tf/production/main.tf:4",
      "warning terraform.network 10.31.0.0/16 tf/production/terraform.tfvars:1",
      "warning terraform.account account 123456789012 tf/production/terraform.tfvars:2",
    ]);
  });

  test("production in one zone, also when a module hands the list on", async () => {
    const shared = {
      "tf/modules/net/main.tf":
        'variable "zones" {}\nresource "aws_vpc" "v" {\n  availability_zones = var.zones\n}\n',
    };
    const main = 'variable "zones" {}\nmodule "net" {\n  source = "../modules/net"\n  zones = var.zones\n}\n';
    const one = { "main.tf": main, "terraform.tfvars": 'zones = ["a"]\n' };
    const two = { "main.tf": main, "terraform.tfvars": 'zones = ["a", "b"]\n' };
    expect(brief(await check({ shared, staging: one, production: one }))).toEqual([
      "error terraform.zones zones tf/production/terraform.tfvars:1",
    ]);
    expect(brief(await check({ shared, staging: one, production: two }))).toEqual([]);
  });

  test("a cluster that the fleet calls otherwise", async () => {
    const clusters = [{ name: "prod-cluster", region: null, zones: [], place }];
    const report = await check(
      { production: { "main.tf": 'resource "aws_eks_cluster" "this" {\n  name = "prod-1"\n}\n' } },
      [declared("production", { clusters })],
    );
    expect(brief(report)).toEqual(["warning terraform.cluster-name prod-cluster orchestr8.yaml:7"]);
  });
});

describe("what protects", () => {
  test("deletion protection, backups, encryption and open endpoints weaker in production", async () => {
    const database = (protection: boolean, days: number, open: boolean, key: string) =>
      `resource "aws_db_instance" "this" {\n  deletion_protection = ${protection}\n  backup_retention_period = ${days}\n  publicly_accessible = ${open}\n${key}}\n`;
    const report = await check({
      staging: { "main.tf": database(true, 14, false, '  kms_key_id = "arn:x"\n') },
      production: { "main.tf": database(false, 7, true, "") },
    });
    expect(
      report.findings.map((f) => [f.severity, f.subject.split(".").at(-1), f.places[0]?.line]).sort(),
    ).toEqual([
      ["error", "backup_retention_period", 3],
      ["error", "deletion_protection", 2],
      ["error", "kms_key_id", 1],
      ["error", "publicly_accessible", 4],
    ]);
    expect(
      (
        await check({
          staging: { "main.tf": database(false, 7, true, "") },
          production: { "main.tf": database(true, 14, false, "") },
        })
      ).findings,
    ).toEqual([]);
  });

  test("permissions that are wider in production, and a network that all may reach", async () => {
    const main = (action: string, from: string) =>
      `resource "aws_iam_policy" "p" {\n  policy = "{\\"Action\\":\\"${action}\\"}"\n}\nresource "aws_eks_cluster" "c" {\n  vpc_config {\n    public_access_cidrs = ["${from}"]\n  }\n}\n`;
    const report = await check({
      staging: { "main.tf": main("s3:Get", "198.51.100.0/24") },
      production: { "main.tf": main("*", "0.0.0.0/0") },
    });
    expect(brief(report)).toEqual([
      "error terraform.weaker aws_eks_cluster.c.vpc_config.public_access_cidrs tf/production/main.tf:6",
      "error terraform.permissions aws_iam_policy.p.policy tf/production/main.tf:2",
    ]);
  });

  test("a plain secret is told without its value; a reference to a secret store is none", async () => {
    const report = await check({
      production: {
        "terraform.tfvars":
          'db_password = "hunter2"\napi_token = "arn:aws:secretsmanager:x"\ntoken_ttl = "5m"\n',
        "main.tf": 'variable "db_password" {}\n',
      },
    });
    expect(brief(report)).toEqual([
      "error terraform.secret var.db_password tf/production/terraform.tfvars:1",
    ]);
    expect(JSON.stringify(report)).not.toContain("hunter2");
  });
});

describe("the declared node pool", () => {
  const shared = {
    "tf/modules/pool/main.tf":
      'variable "type" {}\nvariable "max" {}\nresource "aws_eks_node_group" "this" {\n  instance_types = [var.type]\n  scaling_config {\n    min_size = 3\n    max_size = var.max\n  }\n}\n',
  };
  const main =
    'variable "max" {}\nmodule "pool" {\n  source = "../modules/pool"\n  type = "c5.xlarge"\n  max = var.max\n}\n';

  test("is compared through modules, at the line that sets the value", async () => {
    const report = await check({ shared, production: { "main.tf": main, "terraform.tfvars": "max = 8\n" } }, [
      declared("production", {
        pools: [
          { key: "instance_type", value: "c5.2xlarge", place },
          { key: "min_nodes", value: 3, place },
          { key: "max_nodes", value: 10, place },
        ],
      }),
    ]);
    expect(brief(report)).toEqual([
      "error terraform.node-pool module.pool.aws_eks_node_group.this.instance_type tf/production/main.tf:4",
      "error terraform.node-pool module.pool.aws_eks_node_group.this.max_nodes tf/production/terraform.tfvars:1",
    ]);
  });
});

describe("structure and tags", () => {
  test("names that carry the environment align; what one side alone has is told once", async () => {
    const report = await check({
      staging: {
        "main.tf": 'module "gke_staging" {\n  source = "x"\n}\nmodule "cache" {\n  source = "x"\n}\n',
      },
      production: { "main.tf": 'module "gke_production" {\n  source = "x"\n}\nresource "a" "b" {}\n' },
    });
    expect(brief(report)).toEqual([
      "warning terraform.one-sided module.cache tf/staging/main.tf:4",
      "info terraform.one-sided a.b tf/production/main.tf:4",
    ]);
  });

  test("tags of another environment, tags without an owner, and code that asks for the environment's name", async () => {
    const report = await check({
      production: {
        "main.tf":
          'locals {\n  tags = { environment = "staging", owner = "me" }\n}\nresource "a" "b" {\n  tags = local.tags\n}\nresource "a" "c" {\n  count = var.env == "production" ? 1 : 0\n  tags = { environment = "production" }\n}\n',
      },
    });
    expect(brief(report).sort()).toEqual([
      "error terraform.tags a.b tf/production/main.tf:2",
      "info terraform.branch a.c.count tf/production/main.tf:8",
      "warning terraform.tags a.c tf/production/main.tf:9",
    ]);
  });

  test("one module with a file of inputs for each environment, and a module that is missing", async () => {
    const files = ["infra/main.tf", "infra/staging.tfvars", "infra/prod.tfvars"];
    const texts = [
      'variable "zones" {}\nmodule "m" {\n  source = "./gone"\n  zones = var.zones\n}\n',
      'zones = ["a", "b"]\n',
      'zones = ["a"]\n',
    ];
    const read = await Promise.all(
      files.map(async (file, i) => ({
        file,
        text: texts[i] ?? "",
        value: (await parse(file, texts[i] ?? "")) as HclFile["value"],
      })),
    );
    const report = checkTerraform(files, read, [declared("staging"), declared("production")], [pair]);
    expect(report.findings.map((f) => [f.check, f.places[0]?.file])).toEqual([
      ["terraform.zones", "infra/prod.tfvars"],
    ]);
    expect(report.problems).toMatchObject([
      { code: "terraform.module-missing", file: "infra/main.tf", line: 3 },
    ]);
  });

  test("below production a difference is told more quietly", async () => {
    const quiet = { ...pair, production: false };
    const read = await Promise.all(
      ["staging", "production"].map(async (name) => {
        const text = `resource "d" "d" {\n  deletion_protection = ${name === "staging"}\n}\n`;
        return { file: `${name}/main.tf`, text, value: (await parse("x.tf", text)) as HclFile["value"] };
      }),
    );
    const { findings } = checkTerraform(
      read.map((r) => r.file),
      read,
      [declared("staging"), declared("production")],
      [quiet],
    );
    expect(findings.map((f) => f.severity)).toEqual(["warning"]);
  });
});
