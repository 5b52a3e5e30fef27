import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRepo, openMirror } from "./mirror";
import { scratchRepository } from "./scratch-repository.fixture";

const scratch = scratchRepository();
let repo: OpenRepo;
let first: string;
let second: string;
const people = {
  author: { name: "Ben", email: "ben@example.org" },
  coAuthors: [],
  trailers: [],
  at: new Date("2026-03-01T10:00:00Z"),
};

beforeAll(async () => {
  first = scratch.commit(
    { "apps/a/values.yaml": "replicas: 1\nimage: a:1\n", "read me.md": "hello\n", "ünï/c.yaml": "x: 1\n" },
    "Begin",
  );
  second = scratch.commit(
    { "apps/a/values.yaml": "replicas: 2\nimage: a:1\n" },
    "Grow a\n\nBecause of load.\n\nPromotion-Id: prm_1\nReviewed-by: Eve <eve@example.org>\nReviewed-by: Mal <mal@example.org>",
  );
  scratch.git(["tag", "-a", "v1", "-m", "one"]);
  scratch.git(["push", "--quiet", "origin", "v1"]);
  repo = await openMirror({ remote: scratch.remote, folder: join(scratch.folder, "mirror"), branch: "main" });
  await repo.fetch();
});
afterAll(async () => {
  await repo.close();
  scratch.remove();
});

const text = (content: string) => new TextEncoder().encode(content);

test("branches, tags, abbreviated ids and steps name commits; anything else names none", async () => {
  for (const name of ["main", "HEAD", "v1", second, second.slice(0, 8), "refs/heads/main"]) {
    expect(await repo.resolve(name), name).toBe(second);
  }
  expect(await repo.resolve("main~1")).toBe(first);
  for (const name of ["nothing", "", "-v", "--all", "main:apps", "main..v1", "@{u}", "a b", "x\0y"]) {
    expect(await repo.resolve(name), name).toBeNull();
  }
});

test("a tree lists and reads exactly the commit's bytes", async () => {
  const tree = await repo.at(first);
  expect((await tree.list()).map((entry) => entry.path)).toEqual([
    "apps/a/values.yaml",
    "read me.md",
    "ünï/c.yaml",
  ]);
  expect(await tree.text("apps/a/values.yaml")).toBe("replicas: 1\nimage: a:1\n");
  expect(await tree.text("ünï/c.yaml")).toBe("x: 1\n");
  expect(await tree.read("apps/a")).toBeNull();
  expect(await tree.read("missing")).toBeNull();
});

test("many reads at once each get their own file, large and empty ones too", async () => {
  const large = new Uint8Array(3_000_000).fill(65);
  const files = Object.fromEntries(
    Array.from({ length: 120 }, (_, i) => [`many/${i}.txt`, `${i}\n`.repeat(i)]),
  );
  const sha = scratch.commit({ ...files, "large.bin": large });
  await repo.fetch();
  const tree = await repo.at(sha);
  const read = await Promise.all(Object.keys(files).map((path) => tree.text(path)));
  expect(read).toEqual(Object.values(files));
  expect((await tree.read("large.bin"))?.length).toBe(3_000_000);
});

test("the log tells subject, body, trailers and UTC times, newest first", async () => {
  const [grow, begin] = await repo.log({ revision: "v1", limit: 10 });
  expect(begin?.sha).toBe(first);
  expect(grow).toMatchObject({
    sha: second,
    parents: [first],
    subject: "Grow a",
    author: { name: "Ada", email: "ada@example.org" },
  });
  expect(grow?.authoredAt).toMatch(/^2023-11-14T\d\d:\d\d:\d\d\.000Z$/);
  expect(grow?.trailers).toEqual({
    "Promotion-Id": ["prm_1"],
    "Reviewed-by": ["Eve <eve@example.org>", "Mal <mal@example.org>"],
  });
  expect(await repo.commit(second)).toEqual(grow);
});

test("the log can be narrowed by path, text, time and number", async () => {
  expect(await repo.log({ revision: second, paths: ["read me.md"], limit: 10 })).toHaveLength(1);
  expect(await repo.log({ revision: second, grep: "PRM_1", limit: 10 })).toHaveLength(1);
  expect(await repo.log({ revision: second, grep: ".*", limit: 10 })).toHaveLength(0);
  expect(await repo.log({ revision: second, limit: 1 })).toHaveLength(1);
  expect(await repo.log({ revision: second, since: "2030-01-01T00:00:00Z", limit: 10 })).toHaveLength(0);
  expect(await repo.log({ revision: second, paths: ["../outside"], limit: 10 })).toEqual([]);
});

test("blame names the commit behind each line, also from a later commit", async () => {
  const lines = await repo.blame(second, "apps/a/values.yaml");
  expect(lines.map((line) => [line.line, line.sha, line.subject])).toEqual([
    [1, second, "Grow a"],
    [2, first, "Begin"],
  ]);
  const later = scratch.commit({ other: "1" });
  await repo.fetch();
  expect(await repo.blame(later, "apps/a/values.yaml")).toEqual(lines);
  expect(await repo.blame(second, "missing")).toEqual([]);
});

test("a written commit holds exactly the given bytes and nothing else changes", async () => {
  const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a, 0x00, 0xff]);
  const ask = {
    ...people,
    base: second,
    writes: [
      { path: "apps/a/values.yaml", content: bytes },
      { path: "new/deep.yaml", content: text("y: 1\n") },
      { path: "read me.md", content: null },
    ],
    message: "Promote a\n\nFor you.\n",
    coAuthors: [{ name: "Eve <x>\nForged: 1", email: "eve@example.org" }],
    trailers: [["Promotion-Id", "prm_2\nForged: 2"]] as const,
  };
  const sha = await repo.write(ask);
  expect(await repo.write(ask), "the same input gives the same commit").toBe(sha);
  const tree = await repo.at(sha);
  expect((await tree.list()).map((entry) => entry.path)).toEqual([
    "apps/a/values.yaml",
    "new/deep.yaml",
    "ünï/c.yaml",
  ]);
  expect(new Uint8Array((await tree.read("apps/a/values.yaml")) ?? [])).toEqual(bytes);
  const commit = await repo.commit(sha);
  expect(commit).toMatchObject({
    parents: [second],
    author: people.author,
    authoredAt: "2026-03-01T10:00:00.000Z",
    subject: "Promote a",
  });
  expect(Object.keys(commit?.trailers ?? {})).toEqual(["Co-authored-by", "Promotion-Id"]);
  expect(await repo.resolve("main"), "no branch moved").not.toBe(sha);
});

test("an executable file stays executable, a link is not edited", async () => {
  scratch.put("run.sh", "#!/bin/sh\n");
  scratch.git(["add", "run.sh"]);
  scratch.git(["update-index", "--chmod=+x", "run.sh"]);
  scratch.git([
    "-c",
    "core.symlinks=false",
    "update-index",
    "--add",
    "--cacheinfo",
    `120000,${scratch.git(["rev-parse", `${first}:read me.md`])},link`,
  ]);
  scratch.git(["commit", "--quiet", "-m", "modes"]);
  scratch.git(["push", "--quiet", "origin", "HEAD"]);
  await repo.fetch();
  const base = await repo.resolve("main");
  const sha = await repo.write({
    ...people,
    base: base ?? "",
    writes: [{ path: "run.sh", content: text("#!/bin/sh\ntrue\n") }],
    message: "x",
  });
  expect((await (await repo.at(sha)).list()).find((entry) => entry.path === "run.sh")?.executable).toBe(true);
  await expect(
    repo.write({ ...people, base: base ?? "", writes: [{ path: "link", content: text("z") }], message: "x" }),
  ).rejects.toThrow(/not edited/);
  scratch.git(["reset", "--hard", "--quiet"]);
});

test("a push lands on the expected head only, and a foreign commit is never lost", async () => {
  await repo.fetch();
  const expected = (await repo.resolve("main")) ?? "";
  const mine = await repo.write({
    ...people,
    base: expected,
    writes: [{ path: "mine", content: text("1") }],
    message: "mine",
  });
  const foreign = scratch.commit({ foreign: "1" }, "foreign");
  expect(await repo.push({ sha: mine, branch: "main", expected })).toEqual({ kind: "moved", head: foreign });
  await repo.fetch();
  const again = await repo.write({
    ...people,
    base: foreign,
    writes: [{ path: "mine", content: text("1") }],
    message: "mine",
  });
  expect(await repo.push({ sha: again, branch: "main", expected: foreign })).toEqual({ kind: "pushed" });
  expect(
    await repo.push({ sha: again, branch: "main", expected: foreign }),
    "a retry after a crash is no second push",
  ).toEqual({ kind: "pushed" });
  expect(scratch.git(["rev-parse", "main"], scratch.remote)).toBe(again);
  expect(await repo.resolve("main"), "the mirror knows at once").toBe(again);
  expect(await repo.contains(again, foreign)).toBe(true);
  expect(await repo.contains(foreign, again)).toBe(false);
  const beside = await repo.write({
    ...people,
    base: first,
    writes: [{ path: "m", content: text("1") }],
    message: "m",
  });
  await expect(repo.push({ sha: beside, branch: "main", expected: again })).rejects.toThrow(
    /nothing was pushed/,
  );
  expect(scratch.git(["rev-parse", "main"], scratch.remote)).toBe(again);
  scratch.git(["fetch", "--quiet", "origin"]);
  scratch.git(["reset", "--hard", "--quiet", "origin/main"]);
});

test("of many writers at one moment exactly one wins, and the others learn the new head", async () => {
  await repo.fetch();
  const expected = (await repo.resolve("main")) ?? "";
  const results = await Promise.all(
    Array.from({ length: 6 }, async (_, i) => {
      const sha = await repo.write({
        ...people,
        base: expected,
        writes: [{ path: `race/${i}`, content: text("1") }],
        message: `race ${i}`,
      });
      return { sha, result: await repo.push({ sha, branch: "main", expected }) };
    }),
  );
  const winners = results.filter(({ result }) => result.kind === "pushed");
  expect(winners).toHaveLength(1);
  expect(scratch.git(["rev-parse", "main"], scratch.remote)).toBe(winners[0]?.sha);
  scratch.git(["fetch", "--quiet", "origin"]);
  scratch.git(["reset", "--hard", "--quiet", "origin/main"]);
});

test("hooks of the mirror never run", async () => {
  const marker = join(scratch.folder, "hook-ran");
  const hooks = join(scratch.folder, "mirror", "hooks");
  mkdirSync(hooks, { recursive: true });
  for (const name of ["pre-push", "reference-transaction", "post-index-change"]) {
    writeFileSync(join(hooks, name), `#!/bin/sh\ntouch '${marker}'\n`, { mode: 0o755 });
  }
  const head = (await repo.resolve("main")) ?? "";
  const sha = await repo.write({
    ...people,
    base: head,
    writes: [{ path: "hooked", content: text("1") }],
    message: "x",
  });
  await repo.push({ sha, branch: "main", expected: head });
  await repo.fetch();
  expect(existsSync(marker)).toBe(false);
  scratch.git(["fetch", "--quiet", "origin"]);
  scratch.git(["reset", "--hard", "--quiet", "origin/main"]);
});

test("a branch deleted at the remote is gone after a fetch", async () => {
  scratch.git(["push", "--quiet", "origin", "HEAD:refs/heads/topic"]);
  await repo.fetch();
  expect(await repo.resolve("topic")).not.toBeNull();
  scratch.git(["push", "--quiet", "origin", ":refs/heads/topic"]);
  await Promise.all([repo.fetch(), repo.fetch(), repo.fetch()]);
  expect(await repo.resolve("topic")).toBeNull();
});
