import type { z } from "zod";
import type { Outcome } from "@/lib/contract/outcome";
import { type Actor, actorName } from "@/lib/domain/actor";
import { mayRun } from "@/lib/domain/permission";
import { isOperationName } from "@/lib/domain/permission-table";
import type { Refusal, Verdict } from "@/lib/domain/refusal";
import { Fault } from "@/lib/ports/fault";
import type { Store } from "@/lib/ports/store/store";
import {
  type Context,
  type Operation,
  type Ports,
  Refused,
  type StorePorts,
  type Target,
  type Write,
} from "./definition";
import { visiblePorts } from "./visible";

/** Everything the spine takes from the process that runs it. */
export type Spine = {
  ports: Ports;
  store: Pick<Store, "write">;
  now: () => Date;
  context: (actor: Actor, now: Date, requestId: string) => Context;
  /** Anonymous and malformed calls: logged at a limited rate, never in the ledger, so nobody can grow the chain. */
  security: (event: { what: string; operation: string; actor: string | null; requestId: string }) => void;
  fault: (error: unknown, requestId: string, operation: string) => void;
};

/** The transaction is rolled back and the refusal is the answer. */
class RollBack extends Error {
  readonly refused: Refused;
  constructor(refused: Refused) {
    super(refused.refusal.message);
    this.refused = refused;
  }
}

/**
 * Runs one operation for whoever asks: authentication's result, parsing, the stored object, permission, the decision,
 * the write with its ledger line in one transaction, the result's schema and the mapping of faults. Never throws.
 */
export async function runOperation(
  spine: Spine,
  operation: Operation,
  rawInput: unknown,
  caller: { actor: Actor | null; requestId: string },
): Promise<Outcome> {
  const { name } = operation.contract;
  const { actor, requestId } = caller;
  try {
    if (!actor) {
      spine.security({ what: "signed out", operation: name, actor: null, requestId });
      return no({ kind: "unauthenticated", code: "auth.required", message: "Sign in first." });
    }
    const parsed = operation.contract.input.safeParse(rawInput ?? {});
    if (!parsed.success) {
      spine.security({ what: "malformed input", operation: name, actor: actorName(actor), requestId });
      return no(malformed(parsed.error));
    }
    const now = spine.now();
    const input = parsed.data as never;
    const target = await operation.target(spine.ports, input);
    const permission = await permitted(spine.ports, operation, actor, target);
    if (!permission.allowed || !target) {
      const refusal = refusalOf(permission, target);
      if (operation.kind === "command")
        await recordAttempt(spine, operation, target, actor, "denied", refusal, requestId, now);
      return no(refusal);
    }
    const context = spine.context(actor, now, requestId);
    const value =
      operation.kind === "query"
        ? await operation.answer(
            visiblePorts(
              spine.ports,
              actor,
              operation.reach === "application" ? target.scope.application : undefined,
            ),
            input,
            context,
          )
        : await carryOut(spine, operation, input, target, context);
    if (value instanceof Refused) {
      if (operation.kind === "command")
        await recordAttempt(spine, operation, target, actor, "refused", value.refusal, requestId, now);
      return no(value.refusal);
    }
    return { ok: true, value: operation.contract.result.parse(value) };
  } catch (error) {
    spine.fault(error, requestId, name);
    return { ok: false, fault: { requestId, retryable: error instanceof Fault && error.retryable } };
  }
}

async function carryOut(
  spine: Spine,
  operation: Extract<Operation, { kind: "command" }>,
  input: never,
  target: NonNullable<Target>,
  context: Context,
): Promise<unknown | Refused> {
  const decision = await operation.decide(spine.ports, input, context);
  if (decision instanceof Refused) return decision;
  const plan: Write<unknown> = decision;
  try {
    const value = await spine.store.write(async (tx: StorePorts) => {
      const made = await plan.run(tx);
      if (made instanceof Refused) throw new RollBack(made);
      await tx.ledger.append(
        {
          ...signature(context.actor),
          action: operation.contract.name,
          object: plan.object ?? target.object,
          environment: target.scope.environment ?? null,
          revision: plan.revision ?? null,
          decision: "done",
          reason: plan.reason ?? null,
          requestId: context.requestId,
          body: JSON.stringify(input),
        },
        context.now,
      );
      await tx.news.publish([...plan.topics, "audit"]);
      return made;
    });
    return value;
  } catch (error) {
    if (error instanceof RollBack) return error.refused;
    throw error;
  }
}

async function permitted(ports: Ports, operation: Operation, actor: Actor, target: Target): Promise<Verdict> {
  const { fleet } = await ports.desired.head();
  const { name } = operation.contract;
  if (!isOperationName(name)) throw new Error(`${name} has no row in the permission table`);
  return mayRun(name, actor, fleet, target?.scope ?? {});
}

/** A missing object and one outside the reader's scope answer alike, so nobody can enumerate. */
function refusalOf(permission: Verdict, target: Target): Refusal {
  // Where the scope is the stored object's and not the request's word, its names would tell what it is.
  const hidden = !permission.allowed && permission.kind === "missing" && target?.object !== null;
  if (target && !permission.allowed && !hidden) {
    const { kind, code, message, facts } = permission;
    return { kind, code, message, facts };
  }
  return {
    kind: "missing",
    code: "object.missing",
    message: "There is no such thing here, or you may not see it.",
  };
}

function malformed(error: z.ZodError): Refusal {
  const first = error.issues[0];
  const field = first?.path.map(String).join(".") ?? "";
  return {
    kind: "invalid",
    code: "input.invalid",
    message: field
      ? `${field}: ${first?.message ?? "not valid"}`
      : (first?.message ?? "The input is not valid."),
    facts: { fields: error.issues.map((i) => ({ field: i.path.map(String).join("."), message: i.message })) },
  };
}

async function recordAttempt(
  spine: Spine,
  operation: Operation,
  target: Target,
  actor: Actor,
  decision: "denied" | "refused",
  refusal: Refusal,
  requestId: string,
  at: Date,
): Promise<void> {
  if (actor.kind === "local") return;
  await spine.store.write(async (tx) => {
    await tx.ledger.append(
      {
        ...signature(actor),
        action: operation.contract.name,
        object: target?.object ?? null,
        environment: target?.scope.environment ?? null,
        revision: null,
        decision,
        reason: `${refusal.code}: ${refusal.message}`,
        requestId,
        body: "",
      },
      at,
    );
    await tx.news.publish(["audit"]);
  });
}

const signature = (actor: Actor): { actor: string; via: string } =>
  actor.kind === "person"
    ? { actor: actor.id, via: actor.via.kind === "token" ? `token:${actor.via.id}` : "session" }
    : { actor: actorName(actor), via: actor.kind };

const no = (refusal: Refusal): Outcome => ({ ok: false, refusal });
