import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCheckout } from "./checkout";
import { scratchRepository } from "./scratch-repository.fixture";

const scratch = scratchRepository();
let head: string;
beforeAll(() => {
  head = scratch.commit({
    ".gitignore": "ignored\n",
    "fleet/a.yaml": "a: 1\n",
    "fleet/b.yaml": "b: 1\n",
    "top.yaml": "t: 1\n",
  });
});
afterAll(() => scratch.remove());

describe("a checkout", () => {
  test("shows uncommitted, new and deleted files, and leaves ignored ones out", async () => {
    scratch.put("fleet/a.yaml", "a: 2\n");
    scratch.put("fleet/new.yaml", "n: 1\n");
    scratch.put("ignored", "no\n");
    unlinkSync(join(scratch.work, "fleet/b.yaml"));
    const repo = await openCheckout({ folder: scratch.work });
    const tree = await repo.working();
    expect(tree?.revision).toBe("working");
    expect((await tree?.list())?.map((entry) => entry.path)).toEqual([
      ".gitignore",
      "fleet/a.yaml",
      "fleet/new.yaml",
      "top.yaml",
    ]);
    expect(await tree?.text("fleet/a.yaml")).toBe("a: 2\n");
    expect(await (await repo.at(head)).text("fleet/a.yaml")).toBe("a: 1\n");
    await repo.close();
  });

  test("an unchanged file has the same id as in its commit, so caches hit", async () => {
    const repo = await openCheckout({ folder: scratch.work });
    const id = async (tree: Awaited<ReturnType<typeof repo.at>>) =>
      (await tree.list()).find((entry) => entry.path === "top.yaml")?.blob;
    const working = await repo.working();
    expect(working && (await id(working))).toBe(await id(await repo.at(head)));
    await repo.close();
  });

  test("a fleet in a folder of a larger repository has that folder as its root, in every answer", async () => {
    const repo = await openCheckout({ folder: join(scratch.work, "fleet") });
    expect((await (await repo.at(head)).list()).map((entry) => entry.path)).toEqual(["a.yaml", "b.yaml"]);
    expect((await (await repo.working())?.list())?.map((entry) => entry.path)).toEqual([
      "a.yaml",
      "new.yaml",
    ]);
    expect(await repo.blame(head, "a.yaml")).toHaveLength(1);
    expect(await repo.log({ revision: "HEAD", paths: ["a.yaml"], limit: 5 })).toHaveLength(1);
    expect(await repo.log({ revision: "HEAD", limit: 5 })).toHaveLength(1);
    const sha = await repo.write({
      base: head,
      writes: [{ path: "a.yaml", content: new TextEncoder().encode("a: 3\n") }],
      message: "m",
      author: { name: "A", email: "a@b" },
      coAuthors: [],
      trailers: [],
      at: new Date(0),
    });
    expect(await (await repo.at(sha)).text("a.yaml")).toBe("a: 3\n");
    expect(scratch.git(["show", `${sha}:top.yaml`])).toBe("t: 1");
    await repo.close();
  });

  test("has no remote: fetch answers, push faults", async () => {
    const repo = await openCheckout({ folder: scratch.work });
    await repo.fetch();
    await expect(repo.push({ sha: head, branch: "main", expected: head })).rejects.toThrow(/no remote/);
  });
});

test("a folder without Git works, with a working tree and no history", async () => {
  const folder = mkdtempSync(join(tmpdir(), "o8-plain-"));
  mkdirSync(join(folder, "apps/node_modules"), { recursive: true });
  writeFileSync(join(folder, "apps/a.yaml"), "a: 1\n");
  writeFileSync(join(folder, "apps/node_modules/x"), "x");
  const repo = await openCheckout({ folder });
  expect((await (await repo.working())?.list())?.map((entry) => entry.path)).toEqual(["apps/a.yaml"]);
  expect(await repo.log({ revision: "HEAD", limit: 5 })).toEqual([]);
  expect(await repo.resolve("HEAD")).toBeNull();
  rmSync(folder, { recursive: true });
});

test("a link is read as its target's name, and nothing behind a link out of the folder is read", async () => {
  const outside = mkdtempSync(join(tmpdir(), "o8-outside-"));
  writeFileSync(join(outside, "secret"), "canary-9137");
  const folder = mkdtempSync(join(tmpdir(), "o8-plain-"));
  symlinkSync(join(outside, "secret"), join(folder, "file"));
  symlinkSync(outside, join(folder, "folder"));
  const tree = await (await openCheckout({ folder })).working();
  expect(await tree?.text("file")).toBe(join(outside, "secret"));
  expect(await tree?.read("folder/secret")).toBeNull();
  expect(await tree?.read("../secret")).toBeNull();
  expect((await tree?.list())?.map((entry) => entry.kind)).toEqual(["symlink", "symlink"]);
  for (const one of [folder, outside]) rmSync(one, { recursive: true });
});

test("programs named by a foreign checkout's own configuration never run", async () => {
  const marker = join(scratch.folder, "config-ran");
  const program = join(scratch.folder, "program.sh");
  writeFileSync(program, `#!/bin/sh\ntouch '${marker}'\n`, { mode: 0o755 });
  for (const key of [
    "core.fsmonitor",
    "core.sshCommand",
    "core.pager",
    "core.editor",
    "gpg.program",
    "diff.external",
    "filter.x.clean",
    "filter.x.smudge",
    "diff.x.textconv",
    "core.alternateRefsCommand",
    "trailer.sign.command",
  ]) {
    scratch.git(["config", key, program]);
  }
  scratch.git(["config", "log.showSignature", "true"]);
  writeFileSync(join(scratch.work, ".git/info/attributes"), "* filter=x diff=x\n");
  const repo = await openCheckout({ folder: scratch.work });
  await (await repo.working())?.list();
  await (await repo.at(head)).list();
  await repo.log({ revision: "HEAD", paths: ["fleet"], limit: 5 });
  await repo.blame(head, "fleet/a.yaml");
  await repo.write({
    base: head,
    writes: [{ path: "fleet/a.yaml", content: new Uint8Array([1]) }],
    message: "m",
    author: { name: "A", email: "a@b" },
    coAuthors: [],
    trailers: [["Sign", "x"]],
    at: new Date(0),
  });
  await repo.close();
  expect(existsSync(marker)).toBe(false);
});
