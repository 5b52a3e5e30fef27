import { expect, test } from "vitest";
import { checkPulumi } from "./pulumi";

const environments = [
  { name: "staging", words: ["staging"] },
  { name: "production", words: ["production", "prod"] },
];
const pair = { left: "staging", right: "production", production: true };

test("stacks are compared by key; what is encrypted is compared by whether it is there", () => {
  const texts = new Map([
    [
      "infra/Pulumi.staging.yaml",
      "config:\n  aws:region: eu-central-1\n  app:size: 2\n  app:host: staging.example.com\n  app:only: x\n  app:key:\n    secure: AAA\n  app:other:\n    secure: BBB\n",
    ],
    [
      "infra/Pulumi.acme-prod.yaml",
      "config:\n  aws:region: eu-central-1\n  app:size: 3\n  app:host: prod.example.com\n  app:key:\n    secure: CCC\n  app:other: plain\n  app:dbPassword: hunter2\n  app:db_password: hunter2\n",
    ],
  ]);
  const { findings, seen } = checkPulumi(texts, environments, [pair]);
  expect(seen).toEqual(["staging", "production"]);
  expect(findings.map((f) => `${f.severity} ${f.check} ${f.subject}:${f.places[0]?.line}`)).toEqual([
    "error pulumi.secret app:dbPassword:8",
    "error pulumi.secret app:db_password:9",
    "info pulumi.value app:size:3",
    "warning pulumi.one-sided app:only:5",
    "error pulumi.encryption app:other:7",
    "warning pulumi.one-sided app:dbPassword:8",
    "warning pulumi.one-sided app:db_password:9",
  ]);
  expect(JSON.stringify(findings)).not.toMatch(/hunter2|AAA|CCC/);
});

test("a file that is no YAML is a problem with its line", () => {
  const { problems } = checkPulumi(new Map([["Pulumi.prod.yaml", "config:\n  a: [1\n"]]), environments, [
    pair,
  ]);
  expect(problems[0]).toMatchObject({ code: "yaml.syntax", file: "Pulumi.prod.yaml" });
});
