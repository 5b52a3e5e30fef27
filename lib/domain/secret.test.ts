import { describe, expect, it } from "vitest";
import type { Manifest } from "./manifest";
import { hideSecretMarks, holdsSecretMark, isSecretMark, looksLikeCredential, maskSecrets } from "./secret";

const hash = (text: string): string => {
  let sum = 7n;
  for (const letter of text) sum = (sum * 1_000_003n + BigInt(letter.codePointAt(0) ?? 0)) % 2n ** 64n;
  return sum.toString(16).padStart(16, "0");
};
const mask = (object: object) => maskSecrets(object as Manifest, hash);
const secret = (rest: object) => ({ apiVersion: "v1", kind: "Secret", metadata: { name: "db" }, ...rest });
const text = (value: unknown) => JSON.stringify(value);

describe("masking secrets", () => {
  it("gives data and stringData of equal content equal marks", () => {
    const encoded = mask(secret({ data: { password: btoa("hunter2hunter2") } }));
    const plain = mask(secret({ stringData: { password: "hunter2hunter2" } }));
    expect(encoded).toEqual(plain);
    expect(text(plain)).not.toContain("hunter2");
  });

  it("lets stringData win over data, as the API server does", () => {
    const both = mask(secret({ data: { a: btoa("old") }, stringData: { a: "new" } }));
    expect(both).toEqual(mask(secret({ stringData: { a: "new" } })));
  });

  it("changes nothing the second time", () => {
    const once = mask(secret({ stringData: { a: "x" }, data: { b: "bm90" } }));
    expect(mask(once)).toEqual(once);
  });

  it.each([
    ["data is a string", secret({ data: "hunter2" })],
    ["data is a list", secret({ data: ["hunter2"] })],
    ["a value is nested", secret({ data: { a: { b: "hunter2" } } })],
    ["a value is no base64", secret({ data: { a: "hunter2!" } })],
    ["the field is misspelt", secret({ stringdata: { a: "hunter2" } })],
    ["the kind has another case", { ...secret({ data: { a: "hunter2" } }), kind: "secret" }],
    ["the group is unknown", { ...secret({ data: { a: "hunter2" } }), apiVersion: "x/v1" }],
  ])("fails closed when %s", (_, object) => {
    expect(text(mask(object))).not.toContain("hunter2");
  });

  it("opens lists and templates that hold Secrets", () => {
    const list = {
      apiVersion: "v1",
      kind: "List",
      metadata: { name: "" },
      items: [secret({ stringData: { a: "hunter2" } })],
    };
    const template = {
      apiVersion: "x/v1",
      kind: "Template",
      metadata: { name: "t" },
      objects: [secret({ data: { a: "aHVudGVyMg==" } })],
    };
    expect(text(mask(list))).not.toContain("hunter2");
    expect(text(mask(template))).not.toContain("aHVudGVyMg");
  });

  it("drops the last-applied annotation and masks other copies of a value", () => {
    const object = secret({
      stringData: { a: "hunter2" },
      metadata: {
        name: "db",
        annotations: {
          "kubectl.kubernetes.io/last-applied-configuration": '{"data":{"a":"hunter2"}}',
          "tool/copy": "a=hunter2",
          keep: "me",
        },
      },
    });
    expect(text(mask(object))).not.toContain("hunter2");
    expect(mask(object).metadata.annotations).toMatchObject({ keep: "me" });
  });

  it("masks credential-looking variables and settings, and only their values", () => {
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "p" },
      spec: {
        containers: [
          {
            name: "c",
            env: [
              { name: "DB_PASSWORD", value: "hunter2" },
              { name: "TOKEN_TTL", value: "3600" },
              { name: "API_TOKEN", value: "$(OTHER)" },
              { name: "URL", value: "postgres://me:hunter2@db:5432/x" },
              { name: "X_SECRET", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
            ],
          },
        ],
      },
    };
    const masked = text(mask(pod));
    expect(masked).not.toContain("hunter2");
    for (const kept of [
      "3600",
      "$(OTHER)",
      "postgres://me:",
      "@db:5432/x",
      '"secretKeyRef":{"name":"s","key":"k"}',
    ])
      expect(masked).toContain(kept);
    const config = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "c" },
      data: {
        POSTGRES_PASSWORD: "hunter2",
        "app.yaml": "log: info\npassword: hunter2\nurl: x\n",
        "a.json": '{\n "apiKey": "hunter2",\n "level": 3\n}',
      },
    };
    const maskedConfig = text(mask(config));
    expect(maskedConfig).not.toContain("hunter2");
    for (const kept of ["log: info", "url: x", '\\"level\\": 3']) expect(maskedConfig).toContain(kept);
  });

  it.each([
    "extraEnv:\n- name: SENTRY_TOKEN\n  value: hunter2\n",
    "env:\n- {name: SENTRY_TOKEN, value: hunter2}\n",
    '{"env":[{"name":"API_KEY","value":"hunter2"}]}',
    '{"db":{"password":"hunter2"}}',
    "db:\n  password: 'hunter2'\n  user: x\n",
    "user = x\npassword = hunter2\n",
    "--db-password=hunter2",
    "export DB_PASSWORD=hunter2",
    "https://x.io/hook?token=hunter2&a=1",
    "amqp://user:hunter2@mq:5672/",
  ])("masks the credential inside %j", (text) => {
    const masked = mask({
      apiVersion: "x/v1",
      kind: "Thing",
      metadata: { name: "t" },
      spec: { text, args: [text] },
    });
    expect(JSON.stringify(masked)).not.toContain("hunter2");
    expect(mask(masked)).toEqual(masked);
  });

  it.each([
    "image: my-secret:1.0",
    "existingSecret: app-db\nname: x\n",
    "r.io/token-service:1",
    "tokens are fine: yes",
  ])("leaves %j as it is", (text) => {
    const object = { apiVersion: "x/v1", kind: "Thing", metadata: { name: "t" }, spec: { text } };
    expect(mask(object)).toEqual(object);
  });

  it("tells credentials from names that only speak of them", () => {
    for (const name of [
      "DB_PASSWORD",
      "apiKey",
      "jwt.secret",
      "GITHUB_TOKEN",
      "SECRET_KEY_BASE",
      "AWS_SECRET_ACCESS_KEY",
      "dbPassword",
    ])
      expect([name, looksLikeCredential(name)]).toEqual([name, true]);
    for (const name of [
      "TOKEN_TTL",
      "secretName",
      "PASSWORD_MIN_LENGTH",
      "TOKENIZER",
      "PUB_KEY_PATH",
      "TOKEN_URL",
      "bypass_cache",
      "compass",
    ])
      expect([name, looksLikeCredential(name)]).toEqual([name, false]);
  });

  it("recognises marks and can hide them", () => {
    const masked = mask(secret({ stringData: { a: "x" } })).data as { a: string };
    expect(isSecretMark(masked.a)).toBe(true);
    expect(isSecretMark("o8-secret:")).toBe(false);
    expect(holdsSecretMark(`a:${masked.a}@b`)).toBe(true);
    expect(hideSecretMarks({ url: `a:${masked.a}@b` })).toEqual({ url: "a:***@b" });
  });
});
