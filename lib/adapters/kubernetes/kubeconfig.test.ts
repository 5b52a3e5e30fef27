import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Fault } from "@/lib/ports/fault";
import { openKubernetes } from "./cluster";
import { openAccess } from "./kubeconfig";

const TOKEN = "canary-token-77f1";

function kubeconfig(user: object, cluster: object = {}): string {
  return JSON.stringify({
    clusters: [{ name: "c", cluster: { server: "https://127.0.0.1:1", ...cluster } }],
    users: [{ name: "u", user }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  });
}

async function refusedBy(text: string, policy = {}): Promise<Fault> {
  const error = await openAccess("prod", { kind: "kubeconfig", text }, policy).then(
    () => new Error("it was opened"),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

describe("a hostile kubeconfig", () => {
  const marker = join(mkdtempSync(join(tmpdir(), "o8-exec-")), "it-ran");
  const plugin = { apiVersion: "client.authentication.k8s.io/v1", command: "touch", args: [marker] };
  const programs = {
    "an exec plugin": { exec: plugin },
    "an exec plugin beside a token": { token: TOKEN, exec: plugin },
    "the old exec provider": { "auth-provider": { name: "exec", config: { exec: plugin } } },
    "the gcp provider": {
      "auth-provider": { name: "gcp", config: { "cmd-path": "/usr/bin/touch", "cmd-args": marker } },
    },
    "the azure provider": { "auth-provider": { name: "azure", config: { "cmd-path": "/usr/bin/touch" } } },
  };

  test.each(Object.entries(programs))("%s is refused and nothing runs", async (_, user) => {
    const fault = await refusedBy(kubeconfig(user));
    expect(fault.retryable).toBe(false);
    expect(fault.message).toContain("starts a program");
    expect(existsSync(marker)).toBe(false);
  });

  test("an exec plugin of a context nobody asked for neither runs nor stands in the way", async () => {
    const config = JSON.parse(kubeconfig({ token: TOKEN }));
    config.users.push({ name: "other", user: { exec: plugin } });
    const access = { kind: "kubeconfig", text: JSON.stringify(config) } as const;
    const { headers } = await openAccess("prod", access, {});
    expect(await headers()).toEqual({ authorization: `Bearer ${TOKEN}` });
    expect(existsSync(marker)).toBe(false);
  });

  test("skipping the certificate check is refused unless the settings allow it", async () => {
    const text = kubeconfig({ token: TOKEN }, { "insecure-skip-tls-verify": true });
    expect((await refusedBy(text)).message).toContain("insecure-skip-tls-verify");
    const open = await openAccess("prod", { kind: "kubeconfig", text }, { allowInsecureTls: true });
    expect(open.agent.options.rejectUnauthorized).toBe(false);
  });

  test("allowing it for others does not switch the check off where the kubeconfig keeps it", async () => {
    const access = { kind: "kubeconfig", text: kubeconfig({ token: TOKEN }) } as const;
    const open = await openAccess("prod", access, { allowInsecureTls: true });
    expect(open.agent.options.rejectUnauthorized).toBe(true);
  });

  test("credentials never travel over plain http", async () => {
    const fault = await refusedBy(kubeconfig({ token: TOKEN }, { server: "http://127.0.0.1:1" }));
    expect(fault.message).toContain("not https");
  });

  test.each([
    ["broken YAML", `users: [{name: u, user: {token: "${TOKEN}"}]`],
    ["a user without a name", JSON.stringify({ users: [{ user: { token: TOKEN } }] })],
    ["no context", kubeconfig({ token: TOKEN }).replace('"current-context":"x"', '"current-context":"y"')],
    ["nothing at all", ""],
  ])("%s is a plain fault that quotes no line of the file", async (_, text) => {
    const fault = await refusedBy(text);
    expect(fault.retryable).toBe(false);
    expect(`${fault.message} ${fault.stack} ${String(fault.cause)}`).not.toContain(TOKEN);
  });

  test("an unreachable server's fault holds no credential", async () => {
    const hash = (text: string) => text;
    const access = { kind: "kubeconfig", text: kubeconfig({ token: TOKEN }) } as const;
    const { cluster, stop } = await openKubernetes({ name: "prod", access, hash });
    const fault = await cluster.version().catch((error: unknown) => error as Fault);
    expect(fault).toBeInstanceOf(Fault);
    expect(JSON.stringify([fault, String(fault), String((fault as Fault).cause)])).not.toContain(TOKEN);
    await stop();
  });
});
