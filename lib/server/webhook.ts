import "server-only";
import { verifyWebhookSignature } from "@/lib/adapters/git/webhook";
import { bodyOf } from "./body";
import { engine } from "./engine";

const bodyLimit = 1_000_000;
const deliveriesKept = 1000;
const headers = ["x-github-delivery", "x-gitea-delivery", "x-gogs-delivery", "x-request-id"];

const kept = globalThis as typeof globalThis & { o8Deliveries?: Set<string> };
kept.o8Deliveries ??= new Set();
const deliveries = kept.o8Deliveries;

/**
 * A push told by the Git host: `X-Hub-Signature-256` over the raw body (GitHub's and Gitea's form). Nothing in the body
 * is believed or read; Git itself is asked. A delivery counts once; without a configured secret there is no such door.
 */
export async function receiveWebhook(request: Request): Promise<Response> {
  const running = await engine();
  const secret = running.settings.webhookSecret;
  if (secret === null) return answer(404, "There is nothing here.");
  const body = await bodyOf(request, bodyLimit);
  if (body === null) return answer(413, "The body is larger than 1 MB.");
  const signature = request.headers.get("x-hub-signature-256");
  if (!verifyWebhookSignature(body, signature, secret)) {
    running.log.limited({
      what: "forged webhook",
      operation: "webhook",
      actor: null,
      requestId: running.requestId(),
    });
    return answer(401, "The signature does not fit.");
  }
  // Only what is signed is remembered, so strangers cannot fill the memory. The signature counts beside the delivery's
  // id, which it does not cover: a replay under a new id is the same body.
  const names = [signature, ...headers.map((name) => request.headers.get(name))].filter(
    (name) => name !== null,
  );
  const known = names.some((name) => deliveries.has(name));
  for (const name of names) deliveries.add(name);
  for (const old of deliveries) {
    if (deliveries.size <= deliveriesKept) break;
    deliveries.delete(old);
  }
  if (known) return answer(202, "This delivery was heard already.");
  running
    .refresh()
    .catch((error: unknown) => running.log.warn({ error }, "Git did not answer after a webhook"));
  return answer(202, "Git is asked for news.");
}

const answer = (status: number, message: string): Response =>
  Response.json({ message }, { status, headers: { "cache-control": "no-store" } });
