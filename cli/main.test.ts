import { describe, expect, test } from "vitest";
import { o8 } from "./io.fixture";
import { programOf } from "./main";
import { phrases } from "./phrases";

async function parsed(
  line: string,
): Promise<{ words: string; values: readonly unknown[]; options: Record<string, unknown> }> {
  let found: { words: string; values: readonly unknown[]; options: Record<string, unknown> } | null = null;
  const program = programOf(
    { out: () => undefined, err: () => undefined, columns: 100 },
    async (phrase, values, options) => {
      found = { words: phrase.words, values, options };
    },
  );
  // As a shell splits it: lines continued by a backslash are one line.
  await program.parseAsync(line.replaceAll("\\\n", " ").split(/\s+/).filter(Boolean).slice(1), {
    from: "user",
  });
  if (found === null) throw new Error(`${line} runs nothing`);
  return found;
}

describe("the mission's words", () => {
  test("its automatic promotion parses as written", async () => {
    expect(
      await parsed(`o8 environment promote my-service \\
        --from dev \\
        --to staging \\
        --auto-approve`),
    ).toEqual({
      words: "environment promote",
      values: ["my-service"],
      options: { from: "dev", to: "staging", autoApprove: true, output: "text" },
    });
  });

  test("its promotion with approvals parses as written", async () => {
    const { words, values, options } = await parsed(`o8 environment promote my-service \\
      --from staging \\
      --to production \\
      --require-approval \\
      --approvers platform-team,security-team`);
    expect([words, values]).toEqual(["environment promote", ["my-service"]]);
    expect(options).toMatchObject({
      from: "staging",
      to: "production",
      requireApproval: true,
      approvers: ["platform-team", "security-team"],
    });
  });

  test("its comparison parses as written", async () => {
    expect(await parsed("o8 environment diff staging production")).toMatchObject({
      words: "environment diff",
      values: ["staging", "production"],
    });
  });
});

describe("the command line", () => {
  test("every phrase answers --help with its summary and its examples, and every example parses", async () => {
    for (const phrase of phrases) {
      const { exit, out } = await o8([...phrase.words.split(" "), "--help"]);
      expect(exit).toBe(0);
      expect(out).toContain(phrase.summary.slice(0, 40));
      for (const example of phrase.examples ?? []) {
        expect(out).toContain(example);
        const line =
          example
            .split("&& ")
            .at(-1)
            ?.replace(/ <.*/, "")
            .replace(/"[^"]*"/g, "words") ?? "";
        expect((await parsed(line)).words).toBe(phrase.words);
      }
    }
  });

  test("words that are off end with 2, say what is meant, and print nothing on stdout", async () => {
    const cases = [
      ["environment", "dif", "staging", "production"],
      ["environment", "diff", "staging"],
      ["environment", "promote", "my-service", "--from", "dev"],
      [
        "environment",
        "promote",
        "my-service",
        "--from",
        "dev",
        "--to",
        "staging",
        "--auto-approve",
        "--require-approval",
      ],
      ["environment", "diff", "a", "b", "--only", "everything"],
      ["environment", "diff", "a", "b", "-o", "xml"],
      ["manifest", "diff", "left.yaml"],
      ["manifest", "set", "a.yaml", "spec.replicas", "3"],
      ["schema", "EnvironmentDif"],
      ["promotion", "list"],
      ["login"],
    ];
    for (const argv of cases) {
      const { exit, out, err } = await o8(argv, { env: { O8_CONFIG: "/nonexistent/login.json" } });
      expect([argv.join(" "), exit, out]).toEqual([argv.join(" "), 2, ""]);
      expect(err).not.toBe("");
    }
    expect((await o8(["environment", "dif"])).err).toContain("Did you mean diff?");
    expect((await o8(["schema", "EnvironmentDif"])).err).toContain("did you mean EnvironmentDiff?");
  });

  test("without words it shows the commands", async () => {
    const { exit, err } = await o8([]);
    expect(exit).toBe(2);
    expect(err).toContain("environment");
  });
});

test("every kind of document has a published schema", async () => {
  const kinds = (await o8(["schema"])).out.trim().split("\n");
  for (const { kind } of phrases) if (kind !== undefined) expect(kinds).toContain(kind);
  for (const kind of kinds) {
    const { exit, out } = await o8(["schema", kind]);
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: kind, $schema: expect.stringContaining("2020-12") });
  }
});
