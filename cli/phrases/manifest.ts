import { Option } from "commander";
import { type Given, type Phrase, UsageError } from "../io";
import { flagOption, integer, listOption, textOption, wordsOption } from "../option";
import { asUsage, batchOption, batchText, print, printBatch } from "./batch";

export const manifestPhrases: readonly Phrase[] = [
  {
    words: "manifest diff",
    summary:
      "Compare two files, folders or streams of manifests as environments; exit 1 when one needs a look",
    kind: "ManifestDiff",
    arguments: [
      ["[left]", "a file, a folder, or - for stdin"],
      ["[right]", "what to compare it with"],
    ],
    options: [
      listOption("--names <left,right>", "names of the environments, such as staging,production"),
      listOption("--tokens-left <words>", "words that stand for the left environment"),
      listOption("--tokens-right <words>", "words that stand for the right environment"),
      new Option("--policy <file>", "YAML with expect: [path globs]; ** is any depth"),
      new Option("--app-from <path>", "where an object says which application it belongs to"),
      batchOption(),
    ],
    examples: [
      "o8 manifest diff left.yaml right.yaml --names staging,production -o json",
      "o8 manifest diff staging/ production/ --policy expected.yaml",
      "o8 manifest diff --batch cases.json -o json",
    ],
    run: async (given) => {
      const program = await import("../manifest-diff");
      const { io } = given;
      const batch = await batchText(given);
      if (batch !== null) return printBatch(await asUsage(program.runManifestDiffBatch(batch, io)), given);
      const names = wordsOption(given, "names");
      if (names !== undefined && names.length !== 2)
        throw new UsageError("--names takes two names: --names staging,production");
      const { exit, document } = await program.runManifestDiff(
        {
          left: needed(given, 0, "LEFT"),
          right: needed(given, 1, "RIGHT"),
          leftName: names?.[0],
          rightName: names?.[1],
          tokensLeft: words(given, "tokensLeft"),
          tokensRight: words(given, "tokensRight"),
          policy: textOption(given, "policy"),
          appFrom: textOption(given, "appFrom"),
        },
        io,
      );
      await print(document, given, () => program.manifestDiffText(document));
      return exit;
    },
  },
  {
    words: "manifest drift",
    summary:
      "Compare what runs with what is wanted; defaults and bookkeeping are no drift; exit 1 when it drifted",
    kind: "ManifestDrift",
    arguments: [
      ["[desired]", "a file, a folder, or - for stdin"],
      ["[live]", "objects as the cluster gives them"],
    ],
    options: [
      new Option("--predicted <file>", "the API server's dry-run answer; then that against live decides"),
      new Option(
        "--ignore-aggregated-roles",
        "rules that the cluster fills into aggregated ClusterRoles are no drift",
      ),
      batchOption(),
    ],
    examples: [
      "kubectl get deploy,svc -n my-service -o yaml > live.yaml && o8 manifest drift desired.yaml live.yaml",
      "o8 manifest drift desired.yaml live.yaml --predicted dry-run.yaml -o json",
    ],
    run: async (given) => {
      const program = await import("../manifest-drift");
      const { io } = given;
      const batch = await batchText(given);
      if (batch !== null) return printBatch(await asUsage(program.runManifestDriftBatch(batch, io)), given);
      const { exit, document } = await program.runManifestDrift(
        {
          desired: needed(given, 0, "DESIRED"),
          live: needed(given, 1, "LIVE"),
          predicted: textOption(given, "predicted"),
          options: { ignoreAggregatedRoles: flagOption(given, "ignoreAggregatedRoles") },
        },
        io,
      );
      await print(document, given, () => program.manifestDriftText(document));
      return exit;
    },
  },
  {
    words: "manifest set",
    summary:
      "Change one value of a YAML file and not one byte besides; refused (3) when the old value is another",
    kind: "ManifestSet",
    arguments: [
      ["[file]", "the file"],
      ["[path]", "such as spec.template.spec.containers[app].image, or JSON segments"],
      ["[value]", "the new value's text"],
    ],
    options: [
      new Option("--expect <old>", "the text of the value that must be there now"),
      new Option("--document <n>", "which document of the file, from 0").argParser(integer),
      new Option("--type <type>", "when it should not stay the type it was").choices([
        "string",
        "number",
        "boolean",
        "null",
        "json",
      ]),
      new Option("--write", "write the file; without it the new file goes to stdout"),
      batchOption(),
    ],
    examples: [
      "o8 manifest set deployment.yaml spec.replicas 3 --expect 2 --write",
      "o8 manifest set values.yaml image.tag 1.4.2 --expect 1.4.1",
    ],
    run: async (given) => {
      const program = await import("../manifest-set");
      const { io, options } = given;
      const write = flagOption(given, "write");
      const batch = await batchText(given);
      if (batch !== null)
        return printBatch(await asUsage(program.runManifestSetBatch(batch, io, { write })), given);
      const expect = options.expect;
      if (typeof expect !== "string")
        throw new UsageError("--expect OLD is needed: the value that must be there now");
      const { exit, document, text } = await program.runManifestSet(
        {
          file: needed(given, 0, "FILE"),
          path: program.pathArgument(needed(given, 1, "PATH")),
          value: needed(given, 2, "VALUE"),
          expect,
          document: options.document as number | undefined,
          // Commander has checked the word against the choices.
          type: textOption(given, "type") as "string" | undefined,
          write,
        },
        io,
      );
      const { note } = await import("../style");
      for (const problem of document.problems) note(io, `o8: ${problem.message}`);
      if (document.refusal) note(io, `o8: refused: ${document.refusal.message} (${document.refusal.code})`);
      if (options.output !== "text") await print(document, given, () => "");
      else if (write && text !== null) io.out(`${document.file}:${document.line}: written\n`);
      // The file's own bytes, to be redirected: nothing in them may change.
      else if (text !== null) io.out(text);
      return exit;
    },
  },
];

const words = (given: Given, name: string): string[] | undefined => wordsOption(given, name)?.slice();

function needed({ values }: Given, at: number, name: string): string {
  const value = values[at];
  if (value === undefined) throw new UsageError(`${name} is missing (or use --batch FILE)`);
  return value;
}
