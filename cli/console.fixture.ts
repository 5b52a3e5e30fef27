import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome } from "@/lib/contract/outcome";
import { type Printable, stringifyJson } from "@/lib/domain/json";
import { startEngine } from "@/lib/engine/engine";
import { readSettings } from "@/lib/engine/settings";
import { operations } from "@/lib/operations";
import { runOperation } from "@/lib/operations/spine";

/**
 * The real engine on the example (Git, renderer, embedded store, stand-in clusters) behind the API's paths, without
 * Next. my-service does not move to staging by itself here, so that people's commands are what moves it.
 */
export async function startConsole() {
  const data = mkdtempSync(join(tmpdir(), "o8-console-"));
  const tree = join(data, "tree");
  cpSync("examples/acme", tree, { recursive: true });
  const file = join(tree, "apps/my-service/environments.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("      on_success: staging\n", ""));
  const engine = await startEngine(readSettings({ O8_DEMO: "1", O8_DATA: data, O8_DEMO_TREE: tree }));
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const name = url.pathname.replace("/api/v1/", "").replace("/", ".");
    let body = "";
    for await (const chunk of request) body += chunk;
    const secret = request.headers.authorization?.replace("Bearer ", "") ?? "";
    const token = await engine.store.read.tokens.byHash(engine.keyedHash(secret));
    const actor =
      token && (await engine.person(token.person, { kind: "token", id: token.id, scopes: token.scopes }));
    const operation = operations.get(name);
    const input = JSON.parse(body || (url.searchParams.get("input") ?? "{}"));
    const outcome: Outcome = operation
      ? await runOperation(engine.spine, operation, input, { actor, requestId: engine.requestId() })
      : { ok: false, refusal: { kind: "missing", code: "object.missing", message: name } };
    response.setHeader("content-type", "application/json").end(stringifyJson(outcome as Printable));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** A token of one of the example's people, made as the settings page makes it. */
    async token(subject: string, scopes: readonly string[] = ["all"]): Promise<string> {
      const person = await engine.store.read.people.find("demo", subject);
      const session =
        person &&
        (await engine.person(person.id, { kind: "session", id: "ses_test", authenticatedAt: engine.now() }));
      const create = operations.get("token.create");
      if (!session || !create) throw new Error(`nobody is called ${subject}`);
      const outcome = await runOperation(
        engine.spine,
        create,
        { name: "cli", scopes, days: 1 },
        { actor: session, requestId: "req_test" },
      );
      if (!outcome.ok) throw new Error(stringifyJson(outcome as Printable));
      return (outcome.value as { secret: string }).secret;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await engine.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
