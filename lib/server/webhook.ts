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
  if (!verifyWebhookSignature(body, request.headers.get("x-hub-signature-256"), secret)) {
    running.log.limited({
      what: "forged webhook",
      operation: "webhook",
      actor: null,
      requestId: running.requestId(),
    });
    return answer(401, "The signature does not fit.");
  }
  // Only a signed delivery is remembered, so strangers cannot fill the memory.
  const delivery =
    headers.map((name) => request.headers.get(name)).find((id) => id) ??
    running.keyedHash(Buffer.from(body).toString("base64"));
  if (deliveries.has(delivery)) return answer(202, "This delivery was heard already.");
  deliveries.add(delivery);
  for (const old of deliveries) {
    if (deliveries.size <= deliveriesKept) break;
    deliveries.delete(old);
  }
  running
    .refresh()
    .catch((error: unknown) => running.log.warn({ error }, "Git did not answer after a webhook"));
  return answer(202, "Git is asked for news.");
}

const answer = (status: number, message: string): Response =>
  Response.json({ message }, { status, headers: { "cache-control": "no-store" } });
