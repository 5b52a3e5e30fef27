import { environment } from "@/lib/contract";
import type { EnvironmentDiff } from "@/lib/contract/documents/environment";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import type { ProblemView } from "@/lib/contract/view";
import { diff } from "@/lib/operations/environment/diff";
import { printFailed } from "./answer";
import { askCheckout } from "./checkout";
import { diffText } from "./environment-diff-text";
import { exitCodes, type Given } from "./io";
import { flagOption, textOption, valueAt } from "./option";
import { formatOf, printDocument } from "./print";
import { anyError } from "./problem-text";
import { server } from "./server";

/**
 * `o8 environment diff A B`: what differs and how much of it is meant. Exit 1 when anything is unexplained, a version,
 * a leak or on one side only, or could not be compared; `--only` chooses what is shown, not what counts.
 */
export async function runEnvironmentDiff(given: Given): Promise<number> {
  const { io, options } = given;
  const [left, right] = [valueAt(given, 0), valueAt(given, 1)];
  const application = textOption(given, "application");
  const input = {
    // Programs get the lines; people ask for one value by `explain`.
    origins: formatOf(options) !== "text",
    left,
    right,
    application,
    revision: textOption(given, "revision"),
    // Commander has checked the word against the classes.
    only: textOption(given, "only") as EnvironmentDiffView["differences"][number]["class"] | undefined,
  };
  const { answer, problems } = flagOption(given, "server")
    ? { answer: await server(io)(environment.diff, input), problems: [] }
    : await askCheckout<typeof environment.diff>(given, diff, input, application);
  if (!answer.ok) return printFailed(answer, "EnvironmentDiff", formatOf(options), io);
  const document = documentOf(answer.value, problems);
  await printDocument(document, formatOf(options), io, (made) => diffText(made, input.only));
  return needsAttention(document) ? exitCodes.found : exitCodes.done;
}

function documentOf(view: EnvironmentDiffView, problems: readonly ProblemView[]): EnvironmentDiff {
  const { missingGuard: _guards, equal: _equal, ...summary } = view.summary;
  const plain = ({ application, index, object }: EnvironmentDiffView["onlyLeft"][number]) => ({
    application,
    index,
    object,
  });
  const guards = (["left", "right"] as const).flatMap((side) =>
    (side === "left" ? view.onlyLeft : view.onlyRight).flatMap((one) =>
      one.guard === null ? [] : [{ side, ...plain(one), why: one.guard }],
    ),
  );
  return {
    schemaVersion: 1,
    kind: "EnvironmentDiff",
    left: view.left,
    right: view.right,
    revision: view.revision,
    applications: view.applications.map(({ name, status, objects, equal }) => ({
      name,
      status,
      objects,
      equal,
    })),
    differences: view.differences.map(({ id: _id, left, right, because, guard, segments, ...rest }) => ({
      ...rest,
      // The engine's segments have this shape; the view leaves it open.
      segments: segments as EnvironmentDiff["differences"][number]["segments"],
      ...(left === null ? {} : { left }),
      ...(right === null ? {} : { right }),
      ...(because === null ? {} : { because }),
      ...(guard === null ? {} : { guard }),
    })),
    onlyLeft: view.onlyLeft.map(plain),
    onlyRight: view.onlyRight.map(plain),
    guards,
    summary,
    problems: [...problems, ...view.problems, ...view.applications.flatMap((one) => one.problems)],
  };
}

const needsAttention = ({ summary, problems }: EnvironmentDiff): boolean =>
  summary.unexplained + summary.version + summary.leak + summary.onlyLeft + summary.onlyRight > 0 ||
  anyError(problems);
