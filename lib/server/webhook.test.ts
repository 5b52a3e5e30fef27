import { createHmac } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { testStore } from "@/db/testing/store";
import type { Engine } from "@/lib/engine/engine";
import { type Bench, openBench, sharedRenderer } from "@/lib/operations/testing/bench";
import { receiveWebhook } from "./webhook";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
const secret = "a-webhook-secret-of-length";
const shared = sharedRenderer();
const process = globalThis as typeof globalThis & { o8Engine?: Promise<Engine> | undefined };
let bench: Bench;
beforeAll(async () => {
  bench = await openBench({
    store: await testStore(),
    renderer: shared.renderer,
    settings: { webhookSecret: secret },
  });
  process.o8Engine = Promise.resolve(bench.engine);
});
afterAll(async () => {
  process.o8Engine = undefined;
  await bench.close();
  shared.remove();
});

const sign = (body: string | Uint8Array, key = secret): string =>
  `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<Response> =>
  receiveWebhook(new Request("http://localhost/api/webhook", { method: "POST", body, headers }));
const head = async (): Promise<string | undefined> => (await bench.engine.desired.head()).commit?.sha;

test("a signed push makes the engine ask Git at once", async () => {
  const sha = bench.repository.commit({ "README.md": "news\n" });
  const body = '{"ref":"refs/heads/main"}';
  expect((await post(body, { "x-hub-signature-256": sign(body), "x-github-delivery": "one" })).status).toBe(
    202,
  );
  await vi.waitFor(async () => expect(await head()).toBe(sha), { timeout: 20_000 });
});

test("a delivery counts once, under its own id and under a new one", async () => {
  const refresh = vi.spyOn(bench.engine, "refresh");
  const body = '{"ref":"refs/heads/main","n":2}';
  const signed = { "x-hub-signature-256": sign(body) };
  await post(body, { ...signed, "x-gitea-delivery": "two" });
  await post(body, { ...signed, "x-gitea-delivery": "two" });
  await post(body, { ...signed, "x-gitea-delivery": "three" });
  const other = '{"n":3}';
  await post(other, { "x-hub-signature-256": sign(other), "x-gitea-delivery": "two" });
  expect(refresh).toHaveBeenCalledTimes(1);
  refresh.mockRestore();
});

test("a missing, short, foreign or reused signature is refused, and its id is not remembered", async () => {
  const refresh = vi.spyOn(bench.engine, "refresh");
  const body = '{"n":4}';
  for (const header of [
    undefined,
    "",
    "sha256=",
    "sha1=00",
    sign(body).slice(0, -2),
    sign(body, "another-secret-entirely"),
    sign("{}"),
  ])
    expect(
      (
        await post(body, {
          ...(header === undefined ? {} : { "x-hub-signature-256": header }),
          "x-github-delivery": "four",
        })
      ).status,
    ).toBe(401);
  expect(refresh).not.toHaveBeenCalled();
  await post(body, { "x-hub-signature-256": sign(body), "x-github-delivery": "four" });
  expect(refresh).toHaveBeenCalledTimes(1);
  refresh.mockRestore();
});

test("a body over the limit is refused, told or streamed", async () => {
  const big = "x".repeat(1_000_001);
  expect((await post(big, { "x-hub-signature-256": sign(big) })).status).toBe(413);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(100_000));
    },
  });
  const request = new Request("http://localhost/api/webhook", {
    method: "POST",
    body: endless,
    duplex: "half",
  } as RequestInit);
  expect((await receiveWebhook(request)).status).toBe(413);
  expect(sent).toBeLessThan(20);
});

test("any bytes, signed or not, are answered and never crash", async () => {
  const refresh = vi.spyOn(bench.engine, "refresh").mockResolvedValue();
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.boolean(),
      fc.string({ unit: "grapheme-ascii" }),
      async (bytes, honest, header) => {
        const body = new Uint8Array(bytes);
        const { status } = await post(body, {
          "x-hub-signature-256": honest ? sign(body) : `sha256=${header.replace(/[^\x20-\x7e]/g, "")}`,
        });
        expect(status).toBe(honest ? 202 : 401);
      },
    ),
    { numRuns: 2000 },
  );
  refresh.mockRestore();
});

test("without a configured secret there is no such door", async () => {
  const engine = { ...bench.engine, settings: { ...bench.settings, webhookSecret: null } };
  process.o8Engine = Promise.resolve(engine);
  expect((await post("{}", { "x-hub-signature-256": sign("{}") })).status).toBe(404);
  expect((await post("{}", { "x-hub-signature-256": sign("{}", "") })).status).toBe(404);
  process.o8Engine = Promise.resolve(bench.engine);
});
