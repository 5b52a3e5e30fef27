import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { reread } from "./reread";

const turn = (): Promise<void> => new Promise((done) => setTimeout(done));
const clients: QueryClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.clear();
});

/** A page that shows one query of a server that answers when `answer` is called, with what is true then. */
function page() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 30_000 } } });
  clients.push(client);
  const waiting: (() => void)[] = [];
  let truth = "before";
  const observer = new QueryObserver(client, {
    queryKey: ["cost", "review"],
    initialData: truth,
    queryFn: () => {
      const told = truth;
      return new Promise<string>((done) => waiting.push(() => done(told)));
    },
  });
  const stop = observer.subscribe(() => undefined);
  return {
    client,
    stop,
    shown: () => observer.getCurrentResult().data,
    asked: () => waiting.length,
    becomes: (next: string) => {
      truth = next;
    },
    answer: async (at: number) => {
      waiting[at]?.();
      await turn();
    },
    news: () => reread(client, () => true),
  };
}

test("news that come faster than the server answers do not keep the page as it was", async () => {
  const it = page();
  it.becomes("decided");
  it.news();
  await turn();
  for (let count = 0; count < 20; count += 1) it.news();
  await turn();
  expect(it.asked()).toBe(1);
  await it.answer(0);
  expect(it.shown()).toBe("decided");
  it.stop();
});

test("what changed while a reading was under way is read once more after it, however much it was", async () => {
  const it = page();
  it.news();
  await turn();
  it.becomes("decided");
  for (let count = 0; count < 20; count += 1) it.news();
  await it.answer(0);
  expect([it.shown(), it.asked()]).toEqual(["before", 2]);
  await it.answer(1);
  expect(it.shown()).toBe("decided");
  it.news();
  await turn();
  expect(it.asked()).toBe(3);
  it.stop();
});

test("what no page shows is only marked as old", async () => {
  const it = page();
  it.stop();
  it.news();
  await turn();
  expect(it.asked()).toBe(0);
  expect(it.client.getQueryCache().getAll()[0]?.isStale()).toBe(true);
});
