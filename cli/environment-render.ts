import type { environment } from "@/lib/contract";
import type { EnvironmentRender, RenderedApplication } from "@/lib/contract/documents/environment";
import type { ProblemView } from "@/lib/contract/view";
import type { Json, Printable } from "@/lib/domain/json";
import { hideSecretMarks } from "@/lib/domain/secret";
import { render } from "@/lib/operations/environment/render";
import { printFailed } from "./answer";
import { askCheckout } from "./checkout";
import { exitCodes, type Given } from "./io";
import { textOption } from "./option";
import { formatOf, plural, printDocument, table } from "./print";
import { anyError, problemsText } from "./problem-text";
import { bold, dim, note, red, yellow } from "./style";
import { yamlText } from "./yaml-text";

type Rendered = { environment: string; applications: RenderedApplication[] };

/** `o8 environment render [ENV]`: what the files render to. Exit 1 when something failed; the rest is printed. */
export async function runEnvironmentRender(given: Given): Promise<number> {
  const { io, options } = given;
  const [name, application] = [given.values[0], textOption(given, "application")];
  const { answer, problems } = await askCheckout<typeof environment.render>(
    given,
    render,
    { environment: name, application, revision: textOption(given, "revision") },
    application,
  );
  const format = formatOf(options);
  if (!answer.ok) return printFailed(answer, "EnvironmentRender", format, io);
  const environments = answer.value.environments.map(forPrint);
  const found = [...problems, ...environments.flatMap((one) => one.applications.flatMap((a) => a.problems))];
  if (format === "yaml") {
    io.out(streamOf(environments));
    const spoken = found.filter(({ severity }) => severity !== "info");
    if (spoken.length > 0) note(io, problemsText(spoken));
  } else {
    await printDocument(documentOf(name, environments, problems), format, io, () =>
      renderText(environments, problems),
    );
  }
  return anyError(found) ? exitCodes.found : exitCodes.done;
}

function documentOf(
  name: string | undefined,
  environments: readonly Rendered[],
  problems: readonly ProblemView[],
): EnvironmentRender {
  const [only] = environments;
  const head = { schemaVersion: 1, kind: "EnvironmentRender" } as const;
  return name !== undefined && only
    ? { ...head, ...only, problems: [...problems] }
    : { ...head, environments: [...environments], problems: [...problems] };
}

/** Masked secrets carry a hash under a key of this process: without it the same files print the same bytes. */
const forPrint = (one: Rendered): Rendered => ({
  environment: one.environment,
  applications: one.applications.map((application) => ({
    ...application,
    objects: application.objects
      // What was rendered is JSON with exact integers; the view only says less of it.
      .map((object) => hideSecretMarks(object as Json) as Record<string, unknown>)
      .sort((a, b) => compare(sortKey(a), sortKey(b))),
  })),
});

/** All objects as one stream of documents: by application and cluster, then by namespace, kind and name. */
function streamOf(environments: readonly Rendered[]): string {
  const parts = environments.flatMap(({ environment: name, applications }) =>
    [...applications]
      .sort((a, b) => compare(`${a.name}/${a.cluster}`, `${b.name}/${b.cluster}`))
      .flatMap(({ name: application, cluster, objects }) =>
        objects.map(
          (object) => `---\n# ${application} in ${name} on ${cluster}\n${yamlText(object as Printable)}`,
        ),
      ),
  );
  return parts.join("");
}

function sortKey(object: Record<string, unknown>): string {
  const metadata = (object.metadata ?? {}) as Record<string, unknown>;
  return [metadata.namespace ?? "", object.kind ?? "", metadata.name ?? "", object.apiVersion ?? ""].join(
    "\n",
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function renderText(environments: readonly Rendered[], problems: readonly ProblemView[]): string {
  const rows = environments.flatMap(({ environment: name, applications }) =>
    applications.map((one) => [
      bold(one.name),
      name,
      `${one.cluster}/${one.namespace}`,
      one.renderer,
      one.status === "failed"
        ? red("failed")
        : one.status === "empty"
          ? yellow("empty")
          : plural(one.objects.length, "object"),
    ]),
  );
  const told = [
    ...problems,
    ...environments.flatMap((one) => one.applications.flatMap((a) => a.problems)),
  ].filter(({ severity }) => severity !== "info");
  return [
    table([["application", "environment", "cluster/namespace", "renderer", "result"].map(dim), ...rows]),
    ...(told.length === 0 ? [] : ["", problemsText(told)]),
    "",
    dim("-o yaml prints the objects, -o json everything"),
  ].join("\n");
}
