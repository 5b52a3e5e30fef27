import { schedule as contract } from "@/lib/contract";
import { printFailed } from "./answer";
import { exitCodes, type Given } from "./io";
import { textOption, valueAt } from "./option";
import { formatOf, printDocument } from "./print";
import { server } from "./server";
import { bold } from "./style";

/** `o8 environment keep-awake`: until a moment, with a reason, under the name of who is signed in. */
export async function runEnvironmentKeepAwake(given: Given): Promise<number> {
  const { io, options } = given;
  const answer = await server(io)(contract.keepAwake, {
    environment: valueAt(given, 0),
    until: textOption(given, "until") ?? "",
    reason: textOption(given, "reason") ?? "",
  });
  if (!answer.ok) return printFailed(answer, "EnvironmentKeepAwake", formatOf(options), io);
  const document = { schemaVersion: 1, kind: "EnvironmentKeepAwake", ...answer.value, problems: [] } as const;
  await printDocument(document, formatOf(options), io, (made) => `${bold(made.environment)}  ${made.text}`);
  return exitCodes.done;
}

/** `o8 environment let-sleep`: takes back what keeps it awake. */
export async function runEnvironmentLetSleep(given: Given): Promise<number> {
  const { io, options } = given;
  const answer = await server(io)(contract.letSleep, { environment: valueAt(given, 0) });
  if (!answer.ok) return printFailed(answer, "EnvironmentLetSleep", formatOf(options), io);
  const document = { schemaVersion: 1, kind: "EnvironmentLetSleep", ...answer.value, problems: [] } as const;
  await printDocument(document, formatOf(options), io, (made) => `${bold(made.environment)}  ${made.text}`);
  return exitCodes.done;
}
