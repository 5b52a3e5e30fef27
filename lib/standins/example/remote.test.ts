import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fleetMemory, isFleetPath } from "@/lib/domain/fleet/files";
import { readFleet } from "@/lib/domain/fleet/read";
import { isId, timeOfId } from "@/lib/domain/id";
import { acme, acmePaths } from "./acme.fixture";
import { historyOf } from "./history";
import { buildExampleRemote } from "./remote";

const tree = acme;
const now = new Date("2026-11-23T14:02:31.000Z");
const day = 86_400_000;
let folder = "";
let bare = "";
let built = { head: "", commits: 0 };

const git = (...args: string[]) =>
  execFileSync("git", ["--git-dir", bare, ...args], { encoding: "buffer", maxBuffer: 1 << 24 });
const lines = (...args: string[]) =>
  git(...args)
    .toString("utf8")
    .split("\n")
    .filter(Boolean);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "o8-example-"));
  bare = join(folder, "acme.git");
  built = await buildExampleRemote({ tree, into: bare, now });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("main ends in exactly the files of the folder, byte for byte", () => {
  const files = readdirSync(tree, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(tree, join(entry.parentPath, entry.name)));
  expect(lines("ls-tree", "-r", "--name-only", "main").sort()).toEqual(paths.sort());
  const wanted = execFileSync("git", ["hash-object", "--no-filters", "--stdin-paths"], {
    input: paths.map((path) => join(tree, path)).join("\n"),
  });
  const blobs = new Map(
    lines("ls-tree", "-r", "main").map((line) => [line.split("\t")[1], line.split(/\s/)[2]]),
  );
  expect(paths.map((path) => blobs.get(path))).toEqual(wanted.toString().trim().split("\n"));
});

test("six people commit for eight weeks, in order, and never after now", () => {
  expect(built.commits).toBeGreaterThanOrEqual(60);
  expect(lines("rev-list", "main")).toHaveLength(built.commits);
  expect(new Set(lines("log", "--format=%an", "main"))).toEqual(
    new Set(["Ada Lindqvist", "Henrik Berg", "Ines Koch", "Tom Brandt", "Mira Adler", "Wen Li"]),
  );
  const times = lines("log", "--reverse", "--format=%at", "main").map((text) => Number(text) * 1000);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times[0]).toBeGreaterThan(now.getTime() - 57 * day);
  expect(times[0]).toBeLessThan(now.getTime() - 54 * day);
  expect(times.at(-1)).toBeLessThanOrEqual(now.getTime());
});

test("every promotion carries one id of the moment it was made", () => {
  const promotions = lines(
    "log",
    "--grep=^Promote ",
    "--format=%at %(trailers:key=Promotion-Id,valueonly,separator=%x2C)",
    "main",
  );
  expect(promotions.length).toBeGreaterThan(60);
  const ids = promotions.map((line) => line.split(" ")[1] ?? "");
  expect(new Set(ids).size).toBe(ids.length);
  for (const line of promotions) {
    const [seconds, id] = line.split(" ");
    expect(isId("promotion", id ?? "")).toBe(true);
    expect(timeOfId("promotion", id ?? "")?.getTime()).toBe(Number(seconds) * 1000);
  }
});

test("blame names who made the forgotten difference, and why", () => {
  const file = "apps/my-service/clusters/prod-cluster-primary/memory.yaml";
  expect(git("blame", "--line-porcelain", "main", "--", file).toString()).toContain(
    "summary Fit on old nodes until the pool is replaced",
  );
  expect(lines("log", "--format=%an", "main", "--", file)).toEqual(["Tom Brandt"]);
});

test("a rollback puts the version back that ran before", () => {
  const [sha] = lines("log", "--grep=^Roll my-service back", "--format=%H", "main");
  const change = git("show", "--format=", "-U0", sha ?? "").toString();
  expect(change).toContain(`-    newTag: "1.7.3"`);
  expect(change).toContain(`+    newTag: "1.7.2"`);
});

test("no commit is empty", () => {
  const changed = lines("log", "--format=commit %H", "--name-only", "main")
    .join("\n")
    .split("commit ")
    .slice(1);
  expect(changed.filter((text) => text.trim().split("\n").length < 2)).toEqual([]);
});

test("equal arguments give equal commits, another seed gives others", async () => {
  const again = await buildExampleRemote({ tree, into: join(folder, "again.git"), now });
  const other = await buildExampleRemote({ tree, into: join(folder, "other.git"), now, seed: 9 });
  expect(again.head).toBe(built.head);
  expect(other.head).not.toBe(built.head);
});

test("any day of the week and hour keeps the order and the past", () => {
  const paths = lines("ls-tree", "-r", "--name-only", "main");
  const files = new Map(paths.map((path) => [path, readFileSync(join(tree, path), "latin1")]));
  for (let hour = 0; hour < 7 * 24; hour += 11) {
    const then = new Date(now.getTime() + hour * 3_600_000);
    const times = historyOf(files, then, 8).map((commit) => commit.at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThanOrEqual(then.getTime());
  }
});

test("a folder that its history does not describe is refused with the file that differs", async () => {
  const broken = join(folder, "broken");
  execFileSync("cp", ["-r", tree, broken]);
  rmSync(join(broken, "apps/my-service/clusters/prod-cluster-primary/memory.yaml"));
  const building = buildExampleRemote({ tree: broken, into: join(folder, "broken.git"), now });
  await expect(building).rejects.toThrow(/memory\.yaml/);
  expect(readdirSync(folder)).not.toContain("broken.git");
});

test("every commit is a fleet that could govern, and its only error ever is the bad key", () => {
  const files = new Map(acmePaths.map((path) => [path, readFileSync(join(acme, path), "latin1")]));
  const at = new Map<string, string>();
  const memory = fleetMemory();
  for (const { writes, message } of historyOf(files, now, 8)) {
    for (const [path, content] of writes)
      if (content === null) at.delete(path);
      else at.set(path, content);
    const texts = new Map([...at].filter(([path]) => isFleetPath(path)));
    const { governs, problems } = readFleet({ paths: [...at.keys()], texts, memory });
    const errors = problems.filter((one) => one.severity === "error").map((one) => one.message);
    expect([message, governs]).toEqual([message, true]);
    expect([message, errors.filter((error) => !error.includes("deploymnt"))]).toEqual([message, []]);
  }
});
