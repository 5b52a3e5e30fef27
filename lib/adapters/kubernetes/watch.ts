import { type Json, parseJson } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import type { WatchAsk, WatchEvent, WatchOptions } from "@/lib/ports/cluster";
import { Fault } from "@/lib/ports/fault";
import { type ApiStatus, asObject, isExpired, readStatus, refusalOf } from "./status";
import type { Transport } from "./transport";

const LIFE_MS = 300_000;
const OPEN_MS = 10_000;
const TYPES: Readonly<Record<string, "added" | "modified" | "deleted">> = {
  ADDED: "added",
  MODIFIED: "modified",
  DELETED: "deleted",
};

/** The events of one collection, in the port's words. */
export async function* watchEvents(
  cluster: string,
  transport: Transport,
  path: string,
  ask: WatchAsk,
  options: WatchOptions,
  out: (object: Json) => Manifest,
): AsyncIterable<WatchEvent> {
  const lifeMs = options.lifeMs ?? LIFE_MS;
  const query = new URLSearchParams({
    watch: "true",
    allowWatchBookmarks: "true",
    resourceVersion: ask.from,
    timeoutSeconds: String(Math.max(1, Math.ceil(lifeMs / 1000))),
    ...(ask.labels === undefined ? {} : { labelSelector: ask.labels }),
  });
  let refused: ApiStatus | null = null;
  const note = (status: number, text: string) => {
    refused = readStatus(status, parsed(text));
  };
  const call = { method: "GET", path: `${path}?${query}` } as const;
  for await (const line of transport.lines(call, options.signal, { openMs: OPEN_MS, lifeMs }, note)) {
    const event = eventOf(cluster, parsed(line), out);
    yield event;
    if (event.type === "expired") return;
  }
  if (refused) yield expiredOrThrow(cluster, refused);
}

function eventOf(cluster: string, line: Json | undefined, out: (object: Json) => Manifest): WatchEvent {
  const event = asObject(line);
  const object = asObject(event?.object);
  if (!event || !object) throw new Fault(`cluster ${cluster} sent an unreadable event`, { retryable: true });
  if (event.type === "ERROR") return expiredOrThrow(cluster, readStatus(500, object));
  const resourceVersion = String(asObject(object.metadata)?.resourceVersion ?? "");
  if (event.type === "BOOKMARK") return { type: "bookmark", resourceVersion };
  const type = TYPES[String(event.type)];
  if (!type) throw new Fault(`cluster ${cluster} sent an event of an unknown type`, { retryable: true });
  return { type, object: out(object), resourceVersion };
}

function expiredOrThrow(cluster: string, status: ApiStatus): WatchEvent {
  if (isExpired(status)) return { type: "expired", message: status.message };
  throw refusalOf(cluster, status);
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
