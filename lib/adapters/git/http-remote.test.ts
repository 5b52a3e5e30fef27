import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asProcessEnv } from "../process/environment";
import { openMirror } from "./mirror";
import { scratchRepository } from "./scratch-repository.fixture";

/** Git's own server program behind HTTP with basic authentication: what a forge does, without the forge. */
const scratch = scratchRepository();
const token = "canary-token-1";
const server = createServer((request, response) => {
  const { pathname, search } = new URL(request.url ?? "/", "http://x");
  if (request.headers.authorization !== `Basic ${Buffer.from(`orchestr8:${token}`).toString("base64")}`) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end();
    return;
  }
  const backend = spawn("git", ["http-backend"], {
    env: asProcessEnv({
      PATH: process.env.PATH ?? "",
      GIT_PROJECT_ROOT: scratch.folder,
      GIT_HTTP_EXPORT_ALL: "1",
      GIT_CONFIG_COUNT: "2",
      GIT_CONFIG_KEY_0: "http.receivepack",
      GIT_CONFIG_VALUE_0: "true",
      GIT_CONFIG_KEY_1: "safe.directory",
      GIT_CONFIG_VALUE_1: "*",
      REMOTE_USER: "orchestr8",
      REQUEST_METHOD: request.method ?? "GET",
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
    }),
  });
  request.pipe(backend.stdin);
  const parts: Buffer[] = [];
  backend.stdout.on("data", (part: Buffer) => parts.push(part));
  backend.on("close", () => {
    const all = Buffer.concat(parts);
    const end = all.indexOf("\r\n\r\n");
    const headers = all
      .subarray(0, end)
      .toString()
      .split("\r\n")
      .map((line) => line.split(": ", 2) as [string, string]);
    const status = Number(headers.find(([name]) => name === "Status")?.[1]?.slice(0, 3) ?? 200);
    response
      .writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== "Status")))
      .end(all.subarray(end + 4));
  });
});
let remote = "";
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  remote = `http://127.0.0.1:${(server.address() as AddressInfo).port}/remote.git`;
});
afterAll(() => {
  server.close();
  scratch.remove();
});

test("a forge with a token is fetched from and pushed to, and a foreign commit wins there too", async () => {
  const head = scratch.commit({ "a.yaml": "a: 1\n" });
  const repo = await openMirror({
    remote,
    folder: join(scratch.folder, "mirror"),
    branch: "main",
    credentials: { kind: "token", token },
  });
  await repo.fetch();
  expect(await repo.resolve("main")).toBe(head);
  const commit = {
    author: { name: "A", email: "a@b" },
    coAuthors: [],
    trailers: [],
    at: new Date(0),
    message: "mine",
    writes: [{ path: "b", content: new Uint8Array([1]) }],
  };
  const mine = await repo.write({ ...commit, base: head });
  expect(await repo.push({ sha: mine, branch: "main", expected: head })).toEqual({ kind: "pushed" });
  expect(scratch.git(["rev-parse", "main"], scratch.remote)).toBe(mine);
  scratch.git(["fetch", "--quiet", "origin"]);
  scratch.git(["reset", "--quiet", "--hard", "origin/main"]);
  const foreign = scratch.commit({ "c.yaml": "c: 1\n" });
  const late = await repo.write({ ...commit, base: mine, message: "late" });
  expect(await repo.push({ sha: late, branch: "main", expected: mine })).toEqual({
    kind: "moved",
    head: foreign,
  });
  expect(scratch.git(["rev-parse", "main"], scratch.remote)).toBe(foreign);
  await repo.close();
});

test("a wrong token is a fault that may be tried again and repeats no credential", async () => {
  const repo = await openMirror({
    remote,
    folder: join(scratch.folder, "wrong"),
    branch: "main",
    credentials: { kind: "token", token: "canary-wrong" },
  });
  const fault = await repo.fetch().catch((error: unknown) => error);
  expect(fault).toMatchObject({
    name: "Fault",
    retryable: true,
    message: expect.stringMatching(/git fetch failed: .*(Authentication failed|could not read)/),
  });
  expect(JSON.stringify(fault, Object.getOwnPropertyNames(fault))).not.toMatch(/canary/);
});
