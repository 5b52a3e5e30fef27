import { environment } from "@/lib/contract";
import type { EnvironmentList } from "@/lib/contract/documents/environment";
import { list } from "@/lib/operations/environment/list";
import { printFailed } from "./answer";
import { askCheckout } from "./checkout";
import { exitCodes, type Given } from "./io";
import { flagOption } from "./option";
import { formatOf, printDocument, table } from "./print";
import { anyError, problemsText } from "./problem-text";
import { server } from "./server";
import { bold, dim } from "./style";

/** `o8 environment list`: of the checkout, or with `--server` as the console sees it, health included. */
export async function runEnvironmentList(given: Given): Promise<number> {
  const { io, options } = given;
  const online = flagOption(given, "server");
  const { answer, problems } = online
    ? { answer: await server(io)(environment.list, {}), problems: [] }
    : await askCheckout<typeof environment.list>(given, list, {});
  if (!answer.ok) return printFailed(answer, "EnvironmentList", formatOf(options), io);
  const { items, asOf } = answer.value;
  const document: EnvironmentList = {
    schemaVersion: 1,
    kind: "EnvironmentList",
    environments: items,
    asOf,
    problems: [...problems],
  };
  await printDocument(document, formatOf(options), io, (made) => listText(made, online));
  return anyError(problems) ? exitCodes.found : exitCodes.done;
}

function listText({ environments, problems }: EnvironmentList, online: boolean): string {
  const head = [
    "environment",
    "type",
    "applications",
    "change window",
    ...(online ? ["health"] : []),
    "clusters",
  ];
  const rows = environments.map((one) => [
    bold(one.name),
    one.type,
    String(one.applications),
    one.window.text,
    ...(online ? [one.health.worst.word] : []),
    one.clusters.map(({ name, role }) => (role === "failover" ? dim(`${name} (failover)`) : name)).join(", "),
  ]);
  const errors = problems.filter(({ severity }) => severity === "error");
  return [table([head.map(dim), ...rows]), ...(errors.length === 0 ? [] : ["", problemsText(errors)])].join(
    "\n",
  );
}
