import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { exposition, expositionType } from "@/lib/domain/exposition";
import { metricsOf } from "@/lib/engine/metrics";
import { version } from "@/package.json";
import { engine } from "./engine";

/** For Prometheus, with `O8_METRICS_TOKEN` as its bearer token; without one configured there is no such door. */
export async function tellMetrics(request: Request): Promise<Response> {
  const running = await engine();
  const token = running.settings.metricsToken;
  if (token === null) return refused(404, "There is nothing here.");
  const given = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  if (!same(given, token)) return refused(401, "The token does not fit.", { "www-authenticate": "Bearer" });
  const metrics = await metricsOf({
    version,
    store: running.store.read,
    live: running.live,
    renders: running.renders,
    now: running.now(),
  });
  return new Response(exposition(metrics), {
    headers: { "content-type": expositionType, "cache-control": "no-store" },
  });
}

/** In the same time wherever they differ, and however long they are. */
const same = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const refused = (status: number, message: string, headers: Record<string, string> = {}): Response =>
  Response.json({ message }, { status, headers: { ...headers, "cache-control": "no-store" } });
