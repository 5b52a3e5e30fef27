import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type News, openBus } from "./bus";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const heard = (bus: ReturnType<typeof openBus>, lastId: string | null = null): News[] => {
  const news: News[] = [];
  bus.subscribe(lastId, (item) => news.push(item));
  return news;
};

test("news of one second arrives as one message with each topic once", () => {
  const bus = openBus("e");
  const news = heard(bus);
  bus.publish(["fleet", "audit"]);
  bus.publish(["fleet"]);
  vi.advanceTimersByTime(1000);
  expect(news).toEqual([{ id: "e-1", kind: "changed", topics: ["audit", "fleet"] }]);
});

test("a reader who comes back gets what it missed", () => {
  const bus = openBus("e");
  for (const topic of ["a", "b", "c"]) {
    bus.publish([topic]);
    vi.advanceTimersByTime(1000);
  }
  expect(heard(bus, "e-1").map((n) => n.topics)).toEqual([["b"], ["c"]]);
});

test("a reader of another process is told to reset", () => {
  const bus = openBus("e");
  expect(heard(bus, "other-7")).toEqual([{ id: "e-0", kind: "reset", topics: [] }]);
});

test("a reader who missed more than is kept is told to reset", () => {
  const bus = openBus("e");
  for (let i = 0; i < 502; i++) {
    bus.publish([`t${i}`]);
    vi.advanceTimersByTime(1000);
  }
  expect(heard(bus, "e-1")[0]?.kind).toBe("reset");
});
