import { expect, test } from "vitest";
import { poolLine, terraformFeeds } from "./pool-line";

const fleet = `environments:
  dev: { node_pool: { instance_type: t3.small, min_nodes: 1, max_nodes: 3 } }
  staging:
    node_pool:
      min_nodes: 2   # keep two
      max_nodes: 5
`;

test("the line that declares a pool is found by its environment, also where all of it is on one line", () => {
  const at = (line: number, environment: string) =>
    poolLine(fleet, { file: "orchestr8.yaml", line }, environment, "min_nodes");
  expect(at(5, "staging")).toMatchObject({
    path: ["environments", "staging", "node_pool", "min_nodes"],
    value: "2",
  });
  expect(at(2, "dev")).toMatchObject({ path: ["environments", "dev", "node_pool", "min_nodes"], value: "1" });
  expect(at(5, "dev")).toBeNull();
});

test("Terraform's minimum is the variable that the module's is set to, not one that only sounds like it", () => {
  const folder = new Map([
    ["t/main.tf", 'module "pool" {\n  min_nodes = var.node_min\n  max_nodes = var.node_max\n}\n'],
    ["t/terraform.tfvars", "node_min = 2\nnode_max = 5\nmin_nodes_of_old = 9\n"],
  ]);
  expect(terraformFeeds(folder, "min_nodes").values).toEqual([
    { file: "t/terraform.tfvars", document: 0, path: ["node_min"], value: "2" },
  ]);
});

test("a variable that no .tfvars gives is its default, a literal is itself, and broken syntax is named", () => {
  const folder = new Map([
    ["t/main.tf", 'module "pool" {\n  min_nodes = var.least\n}\nresource "x" "y" {\n  min_size = 4\n}\n'],
    ["t/variables.tf", 'variable "least" {\n  type    = number\n  default = 3\n}\n'],
    ["t/broken.tf", "module {{{\n"],
  ]);
  const { values, unread } = terraformFeeds(folder, "min_nodes");
  expect(values.map(({ file, path, value }) => [file, path.join("."), value])).toEqual([
    ["t/main.tf", "resource.x.y.min_size", "4"],
    ["t/variables.tf", "variable.least.default", "3"],
  ]);
  expect(unread).toEqual(["t/broken.tf"]);
});

test("Terraform's type and maximum are followed to their variables like the minimum", () => {
  const folder = new Map([
    ["t/main.tf", 'module "pool" {\n  instance_type = var.kind\n  max_nodes = var.most\n}\n'],
    ["t/terraform.tfvars", 'kind = "t3.large"\nmost = 5\n'],
  ]);
  expect(terraformFeeds(folder, "instance_type").values).toMatchObject([
    { path: ["kind"], value: "t3.large" },
  ]);
  expect(terraformFeeds(folder, "max_nodes").values).toMatchObject([{ path: ["most"], value: "5" }]);
});
