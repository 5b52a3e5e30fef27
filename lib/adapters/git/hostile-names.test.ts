import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRepo, openMirror } from "./mirror";
import { scratchRepository } from "./scratch-repository.fixture";

const scratch = scratchRepository();
const marker = join(scratch.folder, "marker");
const output = join(scratch.folder, "output");
let repo: OpenRepo;
let head: string;
beforeAll(async () => {
  head = scratch.commit({ "a.yaml": "a: 1\n" });
  repo = await openMirror({ remote: scratch.remote, folder: join(scratch.folder, "mirror"), branch: "main" });
  await repo.fetch();
});
afterAll(async () => {
  await repo.close();
  scratch.remove();
});

const attack = fc.constantFrom(
  `--upload-pack=touch ${marker}`,
  `--receive-pack=touch ${marker}`,
  `--exec=touch ${marker}`,
  `--output=${output}`,
  `-O${output}`,
  `--open-files-in-pager=touch ${marker}`,
  `ext::sh -c 'touch ${marker}'`,
  `$(touch ${marker})`,
  `\`touch ${marker}\``,
  `; touch ${marker};`,
  `| touch ${marker}`,
  `main\ntouch ${marker}`,
  `main\0--output=${output}`,
  "--all",
  "--git-dir=/",
  "-c core.sshCommand=x",
  ":/(attr:x)",
  ":(exclude)*",
  "../../etc/passwd",
  "%2e%2e/etc/passwd",
  "..\\..\\etc",
  "/etc/passwd",
  "a.yaml\0",
);
const hostile = fc.oneof(
  attack,
  fc
    .tuple(fc.constantFrom("", "-", "--", "main", "refs/heads/"), attack)
    .map(([start, rest]) => start + rest),
  fc.string({ unit: "binary", maxLength: 40 }),
);

test("no name, path, text or revision makes git run or write anything", async () => {
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (one, two) => {
      await repo.resolve(one);
      await repo.commit(one);
      const tree = await repo.at(one);
      await tree.list();
      await (await repo.at(head)).read(two);
      await repo.log({ revision: one, limit: 2 });
      await repo.log({ revision: head, paths: [one, two], grep: two, since: one, limit: 2 });
      await repo.blame(head, one);
      await repo.blame(two, "a.yaml");
      await repo.contains(one, two);
      const person = { name: one, email: two };
      await repo
        .write({
          base: head,
          writes: [{ path: one, content: new Uint8Array([1]) }],
          message: two,
          author: person,
          coAuthors: [person],
          trailers: [["Promotion-Id", one]],
          at: new Date(0),
        })
        .catch(() => null);
      await repo.push({ sha: head, branch: one, expected: head }).catch(() => null);
      expect(existsSync(marker)).toBe(false);
      expect(existsSync(output)).toBe(false);
    }),
    { numRuns: 60 },
  );
  expect(scratch.git(["rev-parse", "main"], scratch.remote)).toBe(head);
}, 120_000);

test("a remote's address that could be an option or a command is refused before git starts", async () => {
  for (const remote of [
    `ext::sh -c touch% ${marker}`,
    "--upload-pack=x",
    "-oProxyCommand=x",
    "ssh://-oProxyCommand=x/y",
    "file:relative",
    "ftp://x/y",
    "git@host:-x",
    "",
  ]) {
    await expect(
      openMirror({ remote, folder: join(scratch.folder, "never"), branch: "main" }),
      remote,
    ).rejects.toThrow(/address/);
  }
  expect(existsSync(marker)).toBe(false);
});

test("a branch name that could be an option is refused", async () => {
  await expect(
    openMirror({ remote: scratch.remote, folder: join(scratch.folder, "never"), branch: "--all" }),
  ).rejects.toThrow(/branch name/);
});
