import { check } from "@/lib/contract";
import { printFailed } from "./answer";
import { exitCodes, type Given } from "./io";
import { textOption } from "./option";
import { formatOf, printDocument } from "./print";
import { server } from "./server";
import { bold } from "./style";

/** `o8 check report`: evidence for the release that runs there now, as CI has it. */
export async function runCheckReport(given: Given): Promise<number> {
  const { io, options } = given;
  const format = formatOf(options);
  const asked = {
    application: textOption(given, "application") ?? "",
    environment: textOption(given, "environment") ?? "",
    check: textOption(given, "check") ?? "",
    // Commander has checked the word against the choices.
    result: textOption(given, "result") as "passed" | "failed" | "inconclusive",
    link: textOption(given, "link"),
    details: textOption(given, "details"),
    version: textOption(given, "release"),
  };
  const answer = await server(io)(check.report, asked);
  if (!answer.ok) return printFailed(answer, "CheckReport", format, io);
  const document = { schemaVersion: 1, kind: "CheckReport", ...answer.value, problems: [] };
  await printDocument(
    document,
    format,
    io,
    ({ version }) =>
      `recorded: ${bold(asked.check)} ${asked.result} for ${asked.application} ${version} in ${asked.environment}`,
  );
  return exitCodes.done;
}
