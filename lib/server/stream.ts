import "server-only";
import { visibleTopics } from "@/lib/operations/visible-topics";
import { engine } from "./engine";
import { actorOfSession } from "./session";
import { onLeave } from "./shutdown";

const heartbeatMs = 15_000;

/**
 * One stream of news a tab: topic names only, no data; the reader asks again through the normal, permission-checked
 * door. An id is `epoch-sequence`; a reader who comes back with another epoch or too old a sequence is told to reset.
 */
export async function streamChanges(request: Request): Promise<Response> {
  const actor = await actorOfSession();
  if (!actor) return new Response("Sign in first.\n", { status: 401 });
  const { bus, desired } = await engine();
  const encoder = new TextEncoder();
  let stop = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string): void => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          stop();
        }
      };
      // One after the other: what the reader may hear of is asked for anew with each message.
      let told: Promise<unknown> = Promise.resolve();
      const unsubscribe = bus.subscribe(request.headers.get("last-event-id"), (news) => {
        told = told.then(async () => {
          const topics = visibleTopics(news.topics, actor, (await desired.head()).fleet);
          send(`id: ${news.id}\nevent: ${news.kind}\ndata: ${JSON.stringify(topics)}\n\n`);
        }, stop);
      });
      const heartbeat = setInterval(async () => {
        // A long stream outlives a revoked login, so the session is asked for again.
        if (await actorOfSession().catch(() => null)) send(": alive\n\n");
        else stop();
      }, heartbeatMs);
      stop = () => {
        clearInterval(heartbeat);
        unsubscribe();
        onLeave.delete(stop);
        try {
          controller.close();
        } catch {
          // Already closed by the reader.
        }
      };
      onLeave.add(stop);
      request.signal.addEventListener("abort", stop);
      send(": open\nretry: 2000\n\n");
    },
    cancel: () => stop(),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
