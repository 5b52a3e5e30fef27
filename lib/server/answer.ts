import "server-only";
import type { Outcome } from "@/lib/contract/outcome";
import { operations } from "@/lib/operations";
import { runOperation } from "@/lib/operations/spine";
import { bodyOf } from "./body";
import { engine } from "./engine";
import { respond } from "./respond";
import { actorOfRequest, actorOfSession } from "./session";

const bodyLimit = 1_000_000;

/** Runs one operation by name for the signed-in person of this page or server action. */
export async function answerPage(name: string, input: unknown): Promise<Outcome> {
  const running = await engine();
  const operation = operations.get(name);
  if (!operation) return unknownOperation(name);
  return runOperation(running.spine, operation, input, {
    actor: await actorOfSession(),
    requestId: running.requestId(),
  });
}

/** The JSON door: GET for queries, POST for both. Cookie sessions may only be used from our own pages. */
export async function answerHttp(request: Request, name: string): Promise<Response> {
  const running = await engine();
  const operation = operations.get(name);
  if (!operation) return respond(unknownOperation(name));
  if (request.method === "GET" && operation.kind === "command")
    return respond(invalid("A command is posted; a GET never changes anything."));
  const bearer = request.headers.has("authorization");
  if (!bearer && !sameOrigin(request)) return respond(foreign);
  const input = await inputOf(request);
  if (!input.ok) return respond(invalid(input.message));
  const actor = await actorOfRequest(request);
  return respond(
    await runOperation(running.spine, operation, input.value, { actor, requestId: running.requestId() }),
  );
}

async function inputOf(
  request: Request,
): Promise<{ ok: true; value: unknown } | { ok: false; message: string }> {
  if (request.method === "GET") return parsed(new URL(request.url).searchParams.get("input") ?? "{}");
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    return { ok: false, message: "Send JSON with content-type application/json." };
  const body = await bodyOf(request, bodyLimit);
  if (body === null) return { ok: false, message: "The body is larger than 1 MB." };
  const text = new TextDecoder().decode(body);
  return parsed(text === "" ? "{}" : text);
}

function parsed(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, message: "The input is not valid JSON." };
  }
}

/** Browsers say where a call comes from; a cookie is honoured only for our own origin (OWASP, CSRF). */
function sameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site && site !== "same-origin" && site !== "none") return false;
  const origin = request.headers.get("origin");
  // A sandboxed frame says `null`, which is no address of ours either.
  return origin === null || (URL.canParse(origin) && new URL(origin).host === request.headers.get("host"));
}

const unknownOperation = (name: string): Outcome => ({
  ok: false,
  refusal: {
    kind: "missing",
    code: "object.missing",
    message: `There is no operation ${name.slice(0, 80)}.`,
  },
});

const foreign: Outcome = {
  ok: false,
  refusal: { kind: "forbidden", code: "auth.forbidden", message: "This call comes from another site." },
};

const invalid = (message: string): Outcome => ({
  ok: false,
  refusal: { kind: "invalid", code: "input.invalid", message },
});
