import { describe, expect, test } from "vitest";
import { listAskOf, listHref } from "./list-ask";

describe("the address of the list", () => {
  test("comes back as the same question", () => {
    const ask = { state: "closed", application: "my-service", environment: "production" } as const;
    const params = Object.fromEntries(new URL(listHref(ask, {}), "http://here").searchParams);
    expect(listAskOf(params)).toEqual(ask);
  });

  test("drops what cannot be a value instead of failing", () => {
    expect(listAskOf({ state: "later", application: "../etc", cursor: ["a", "b"] })).toEqual({
      state: "open",
    });
    expect(listAskOf({ cursor: "not-one-we-gave-out" })).toEqual({ state: "open" });
  });

  test("starts at the first page again when a filter changes", () => {
    expect(listHref({ state: "open", cursor: "abc" }, { application: "web" })).toBe(
      "/promotions?application=web",
    );
  });
});
