import { Command, CommanderError, Option } from "commander";
import { version } from "@/lib/engine/version";
import { exitCodes, type Io, type Phrase, UsageError } from "./io";
import { nouns, phrases } from "./phrases";
import { processIo } from "./process";
import { note } from "./style";

const epilogue = `
Exit codes: 0 done and nothing found; 1 differences, failed checks or problems; 2 usage; 3 refused; 4 fault.
Works offline on a checkout (--repo DIR, the current folder by default) where a command says so; everything else
asks the console you signed in to with \`o8 login\`, or that O8_URL and O8_TOKEN name.

Examples:
  o8 fleet lint
  o8 environment diff staging production
  o8 environment promote my-service --from dev --to staging --auto-approve
  o8 environment promote my-service --from staging --to production --require-approval --approvers platform-team,security-team
  o8 manifest diff left.yaml right.yaml --names staging,production -o json`;

/** Runs one command line and answers its exit code; never throws and never ends the process itself. */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  let exit: number = exitCodes.done;
  const program = programOf(io, async (phrase, values, options) => {
    exit = await phrase.run({ values, options, io });
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    note(io, `o8: ${error instanceof Error ? error.message : String(error)}`);
    if (error instanceof UsageError) return exitCodes.usage;
    if (io.env.O8_DEBUG && error instanceof Error) io.err(`${error.stack}\n`);
    return exitCodes.fault;
  }
}

type Run = (
  phrase: Phrase,
  values: readonly (string | undefined)[],
  options: Record<string, unknown>,
) => Promise<void>;

/** The commands as commander knows them; `run` gets what was said. */
export function programOf(io: Pick<Io, "out" | "err" | "columns">, run: Run): Command {
  const program = new Command("o8")
    .description(
      "Environments of a GitOps fleet: what runs where, how they differ, what a promotion would change.",
    )
    .version(version, "-V, --version", "the version of o8 alone")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    })
    .showHelpAfterError("(o8 --help lists the commands)")
    .addHelpText("after", epilogue);
  const parents = new Map<string, Command>();
  for (const phrase of phrases) {
    const [first = "", second] = phrase.words.split(" ");
    let parent = program;
    if (second !== undefined) {
      parent = parents.get(first) ?? program.command(first).description(nouns[first] ?? first);
      parents.set(first, parent);
    }
    addPhrase(parent, second ?? first, phrase, run);
  }
  return program;
}

function addPhrase(parent: Command, word: string, phrase: Phrase, run: Run): void {
  const command = parent.command(word).description(phrase.summary);
  for (const [name, text] of phrase.arguments ?? []) command.argument(name, text);
  for (const option of phrase.options ?? []) command.addOption(option);
  if (phrase.kind !== undefined)
    command.addOption(
      new Option("-o, --output <format>", "how to print")
        .choices(["text", "json", "yaml", ...(phrase.formats ?? [])])
        .default("text"),
    );
  const after = [
    ...(phrase.examples ? ["", "Examples:", ...phrase.examples.map((line) => `  ${line}`)] : []),
    ...(phrase.kind === undefined
      ? []
      : ["", `-o json prints the kind ${phrase.kind} (o8 schema ${phrase.kind})`]),
  ];
  command
    .showHelpAfterError(`(o8 ${phrase.words} --help says more)`)
    .addHelpText("after", after.join("\n"))
    .action(async (...given: unknown[]) => {
      // Commander hands over the arguments, then the options, then the command.
      const values = given.slice(0, phrase.arguments?.length ?? 0) as (string | undefined)[];
      await run(phrase, values, command.opts());
    });
}
