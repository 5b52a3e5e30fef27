import type { AskOf, Contract, ResultOf } from "@/lib/contract/operation";
import type { ProblemView } from "@/lib/contract/view";
import type { FleetReading } from "@/lib/domain/fleet";
import type { Operation } from "@/lib/operations/definition";
import type { Answer } from "./answer";
import { type Given, UsageError } from "./io";
import { textOption } from "./option";

export type CheckoutAnswer<T> = {
  answer: Answer<T>;
  /** What the fleet's own files have wrong, as far as it touches the application that was asked for. */
  problems: readonly ProblemView[];
};

/**
 * Asks one operation of the checkout that `--repo` names or one stands in: the same operation as on the server, with
 * the files as they are now, and nobody signed in. The type names the operation's contract.
 */
export async function askCheckout<C extends Contract>(
  given: Given,
  operation: Operation,
  input: AskOf<C>,
  application?: string | undefined,
): Promise<CheckoutAnswer<ResultOf<C>>> {
  const [{ openOffline }, { fleetRoot }, { runOperation }, { Fault }] = await Promise.all([
    import("@/lib/engine/offline"),
    import("@/lib/engine/fleet-root"),
    import("@/lib/operations/spine"),
    import("@/lib/ports/fault"),
  ]);
  const named = textOption(given, "repo");
  const { resolve } = await import("node:path");
  const offline = await fleetRoot(resolve(given.io.cwd, named ?? "."), named !== undefined)
    .then((folder) => openOffline({ folder }))
    .catch((error: unknown) => {
      throw error instanceof Fault ? new UsageError(`${error.message} (--repo)`) : error;
    });
  try {
    const outcome = await runOperation(offline.spine, operation, input, {
      actor: { kind: "local" },
      requestId: "local",
    });
    if (!outcome.ok && "fault" in outcome) {
      const failure = offline.failure();
      // A bug has no words for people; whoever debugs it wants the trace.
      if (given.io.env.O8_DEBUG && failure instanceof Error) given.io.err(`${failure.stack}\n`);
      const message = failure instanceof Error ? failure.message : String(failure);
      return { answer: { ok: false, fault: { ...outcome.fault, message } }, problems: [] };
    }
    const { reading } = await offline.desired.head();
    // The result was parsed by its contract's schema, which is what this type says.
    return { answer: outcome as Answer<ResultOf<C>>, problems: problemsOf(reading, application) };
  } finally {
    await offline.close();
  }
}

function problemsOf({ problems, fleet }: FleetReading, application: string | undefined): ProblemView[] {
  const folder = fleet.applications.find(({ name }) => name === application)?.path;
  return problems.filter(
    ({ file }) =>
      folder === undefined || file === undefined || !file.includes("/") || file.startsWith(`${folder}/`),
  );
}
