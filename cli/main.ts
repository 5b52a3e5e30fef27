import { Command, CommanderError, Option } from "commander";
import { phrases } from "./phrases";
import { exitCodes, type Io, UsageError } from "./io";

const epilogue = `
Exit codes: 0 done and nothing found; 1 differences, failed checks or problems; 2 usage; 3 refused; 4 fault.
Works offline on a checkout (--repo DIR, the current folder by default) where a command says so; everything else
asks the console you signed in to with \`o8 login\`.

Examples:
  o8 fleet lint
  o8 environment diff staging production
  o8 environment promote my-service --from dev --to staging --auto-approve
  o8 environment promote my-service --from staging --to production --require-approval --approvers platform-team,security-team
  o8 manifest diff left.yaml right.yaml --names staging,production -o json`;

/** Runs one command line and answers its exit code; never throws and never ends the process itself. */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  let exit = 0;
  const program = new Command("o8")
    .description("Environments of a GitOps fleet: what runs where, how they differ, what a promotion would change.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .showHelpAfterError("(o8 --help lists the commands)")
    .addHelpText("after", epilogue);
  const nouns = new Map<string, Command>();
  for (const phrase of phrases) {
    const [first = "", second] = phrase.words.split(" ");
    let parent = program;
    if (second !== undefined) {
      parent = nouns.get(first) ?? program.command(first).description(nounTexts[first] ?? first);
      nouns.set(first, parent);
    }
    const command = parent.command(second ?? first).description(phrase.summary);
    for (const [name, text] of phrase.arguments ?? []) command.argument(name, text);
    for (const option of phrase.options ?? []) command.addOption(option);
    if (phrase.output !== false)
      command.addOption(new Option("-o, --output <format>", "how to print").choices(["text", "json", "yaml"]).default("text"));
    if (phrase.examples) command.addHelpText("after", `\nExamples:\n${phrase.examples.map((line) => `  ${line}`).join("\n")}`);
    command.exitOverride().action(async (...given: unknown[]) => {
      const values = given.slice(0, phrase.arguments?.length ?? 0) as (string | undefined)[];
      exit = await phrase.run({ values, options: command.opts(), io });
    });
  }
  try {
    await program.parseAsync([...argv], { from: "user" });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    if (error instanceof UsageError) {
      io.err(`o8: ${error.message}\n`);
      return exitCodes.usage;
    }
    io.err(`o8: ${error instanceof Error ? error.message : String(error)}\n`);
    return exitCodes.fault;
  }
}

const nounTexts: Readonly<Record<string, string>> = {
  fleet: "the GitOps repository as a whole",
  environment: "dev, integration, staging, production: show, compare, render, promote",
  promotion: "requests to move a release: list, show, decide",
  check: "evidence about the release that runs in an environment",
  audit: "the tamper-evident record of who did what",
  manifest: "plain manifest files: diff, drift, set; without a fleet or server",
  cost: "what environments cost",
};

function processIo(): Io {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colours: Boolean(process.stdout.isTTY) && process.env.NO_COLOR === undefined,
    columns: process.stdout.columns ?? 100,
    cwd: process.cwd(),
    env: process.env,
    stdin: async () => {
      let text = "";
      for await (const chunk of process.stdin) text += chunk;
      return text;
    },
  };
}
