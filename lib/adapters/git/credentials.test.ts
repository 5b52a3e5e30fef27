import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeRemote } from "./credentials";
import { openMirror } from "./mirror";
import { scratchRepository } from "./scratch-repository.fixture";
import { verifyWebhookSignature } from "./webhook";

const scratch = scratchRepository();
afterAll(() => scratch.remove());

const serve = async (
  answer: (request: IncomingMessage) => { status: number; headers: Record<string, string> },
) => {
  const seen: { url: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? "", authorization: request.headers.authorization });
    const { status, headers } = answer(request);
    response.writeHead(status, headers).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    seen,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
};

test("a token reaches the server it is meant for, and neither the fault nor the mirror's files hold it", async () => {
  const server = await serve((request) =>
    request.headers.authorization
      ? { status: 500, headers: {} }
      : { status: 401, headers: { "www-authenticate": "Basic realm=x" } },
  );
  const folder = join(scratch.folder, "http");
  const repo = await openMirror({
    remote: `${server.address}/a.git`,
    folder,
    branch: "main",
    credentials: { kind: "token", token: "canary-4711" },
  });
  const fault = await repo.fetch().catch((error: unknown) => error);
  expect(String(fault)).toMatch(/git fetch failed/);
  expect(String(fault)).not.toContain("canary-4711");
  expect(server.seen.at(-1)?.authorization).toBe(
    `Basic ${Buffer.from("orchestr8:canary-4711").toString("base64")}`,
  );
  expect(readFileSync(join(folder, "config"), "utf8")).not.toContain("canary-4711");
  server.close();
});

test("a redirect is not followed, so no other host ever sees the token", async () => {
  const other = await serve(() => ({ status: 401, headers: { "www-authenticate": "Basic realm=x" } }));
  const first = await serve((request) => ({
    status: 302,
    headers: { location: `${other.address}${request.url}` },
  }));
  const repo = await openMirror({
    remote: `${first.address}/a.git`,
    folder: join(scratch.folder, "redirect"),
    branch: "main",
    credentials: { kind: "token", token: "canary-4711" },
  });
  await expect(repo.fetch()).rejects.toThrow(/git fetch failed/);
  expect(other.seen).toEqual([]);
  first.close();
  other.close();
});

test("a password inside the address is taken out of it", () => {
  const remote = describeRemote("https://me:p%40ss@git.example.org/a.git", "/m", undefined);
  expect(remote.url).toBe("https://git.example.org/a.git");
  expect(JSON.stringify([remote.url, remote.config])).not.toMatch(/p%40ss|p@ss/);
  expect(remote.env.O8_GIT_TOKEN).toBe("p@ss");
});

test("an SSH key is named to ssh alone, quoted, without the person's own ssh settings", async () => {
  const key = join(scratch.folder, "it's a key");
  writeFileSync(key, "");
  const remote = describeRemote("git@git.example.org:a/b.git", "/m", { kind: "ssh-key", file: key });
  expect(remote.env.GIT_SSH_COMMAND).toContain("'-F' '/dev/null'");
  expect(remote.env.GIT_SSH_COMMAND).toContain("it'\\''s a key");
  expect(remote.env.GIT_SSH_COMMAND).toContain("BatchMode=yes");
});

test("only the sender who knows the secret signs a webhook (GitHub's documented example)", () => {
  const signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  expect(verifyWebhookSignature("Hello, World!", signature, "It's a Secret to Everybody")).toBe(true);
  expect(verifyWebhookSignature(Buffer.from("Hello, World?"), signature, "It's a Secret to Everybody")).toBe(
    false,
  );
  expect(verifyWebhookSignature("Hello, World!", signature, "another")).toBe(false);
  for (const header of [null, "", "sha1=00", "sha256=", `${signature}00`, signature.slice(7)]) {
    expect(verifyWebhookSignature("Hello, World!", header, "It's a Secret to Everybody")).toBe(false);
  }
  expect(verifyWebhookSignature("Hello, World!", signature, "")).toBe(false);
});
