import { resources as contract } from "@/lib/contract";
import type { EnvironmentResources } from "@/lib/contract/documents/environment";
import type { NodePoolView, WorkloadView } from "@/lib/contract/resources-view";
import { bytesText, coresText, shareText } from "@/lib/domain/capacity-review/amount-text";
import { printFailed } from "./answer";
import { askCheckout } from "./checkout";
import { exitCodes, type Given } from "./io";
import { flagOption, textOption } from "./option";
import { sentenceText } from "./plan-text";
import { formatOf, plural, printDocument, table } from "./print";
import { server } from "./server";
import { bold, dim, yellow } from "./style";

/** `o8 environment resources`: declared sizes of the checkout, or with `--server` what is really used. */
export async function runEnvironmentResources(given: Given): Promise<number> {
  const { io, options } = given;
  const environment = textOption(given, "environment");
  const ask = environment === undefined ? {} : { environment };
  const { resources } = await import("@/lib/operations/resources/resources");
  const { answer } = flagOption(given, "server")
    ? { answer: await server(io)(contract.resources, ask) }
    : await askCheckout<typeof contract.resources>(given, resources, ask);
  if (!answer.ok) return printFailed(answer, "EnvironmentResources", formatOf(options), io);
  const document: EnvironmentResources = {
    schemaVersion: 1,
    kind: "EnvironmentResources",
    ...answer.value,
    problems: [],
  };
  await printDocument(document, formatOf(options), io, text);
  return exitCodes.done;
}

function text({ sentence, environments, samples }: EnvironmentResources): string {
  return [
    sentenceText(sentence),
    ...environments.flatMap((one) => [
      "",
      bold(one.environment),
      ...(environments.length > 1 ? [sentenceText(one.sentence)] : []),
      ...one.problems.map(({ message }) => `${yellow("!")} ${message}`),
      table([
        ["cluster", "instance type", "nodes", "declared", "pending pods", "promised", "used"].map(dim),
        ...one.pools.map(poolCells),
      ]),
      "",
      table([
        ["workload", "pods", "CPU used / requested / limit", "memory used / requested / limit"].map(dim),
        ...one.workloads.flatMap(workloadCells),
      ]),
    ]),
    "",
    dim(samples.note),
  ].join("\n");
}

function poolCells({ cluster, instanceType, min, max, nodes, pending, declared }: NodePoolView): string[] {
  const [at] = declared;
  const total = (key: "requested" | "used" | "allocatable"): number | null =>
    nodes?.every((node) => node[key] !== null)
      ? nodes.reduce((sum, n) => sum + (n[key]?.cpuMillis ?? 0), 0)
      : null;
  const share = (part: number | null): string => {
    const whole = total("allocatable");
    return part === null || !whole ? dim("unknown") : shareText(part, whole);
  };
  return [
    cluster.reachable === false ? `${cluster.name} ${yellow("last known")}` : cluster.name,
    instanceType ?? dim("undeclared"),
    nodes === null ? dim("unknown") : String(nodes.length),
    min === null ? dim("none") : `${min} to ${max ?? "?"}${at ? dim(`  ${at.file}:${at.line}`) : ""}`,
    pending === null ? dim("unknown") : String(pending),
    share(total("requested")),
    share(total("used")),
  ];
}

function workloadCells({ name, kind, cluster, replicas, containers, autoscaler }: WorkloadView): string[][] {
  const pods = replicas.running ?? replicas.declared;
  return containers.map((container, at) => [
    `${at === 0 ? bold(name) : ""}${containers.length > 1 ? dim(` ${container.name}`) : ""}${at === 0 ? dim(`  ${kind} on ${cluster}`) : ""}`,
    at > 0
      ? ""
      : `${pods === null ? "one a node" : plural(pods, "pod")}${autoscaler ? dim(` up to ${autoscaler.max}`) : ""}`,
    measure(container.cpu, coresText),
    measure(container.memory, bytesText),
  ]);
}

function measure(
  { now, request, limit }: WorkloadView["containers"][number]["cpu"],
  show: (value: number) => string,
) {
  const said = (value: number | null, word: string): string => (value === null ? dim(word) : show(value));
  return `${said(now?.mean ?? null, "unknown")} / ${said(request, "none")} / ${said(limit, "none")}`;
}
