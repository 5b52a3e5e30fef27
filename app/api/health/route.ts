import { runningEngine } from "@/lib/server/engine";

export const dynamic = "force-dynamic";

/** 200 once the engine has started, 503 before; says nothing else to strangers. */
export async function GET(): Promise<Response> {
  const running = await runningEngine()?.catch(() => null);
  return Response.json({ ready: Boolean(running) }, { status: running ? 200 : 503 });
}
