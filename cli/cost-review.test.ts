import { expect, test } from "vitest";
import { CostReview } from "@/lib/contract/documents/cost-review";
import { o8 } from "./io.fixture";

const acme = ["--repo", "examples/acme"];

test("a checkout says what its pools cost at their prices, marked as an estimate, and never spent 0", async () => {
  const { exit, out, err } = await o8(["cost", "review", ...acme, "-o", "json"]);
  expect([exit, err]).toEqual([0, expect.stringContaining("only the console knows")]);
  const { review } = CostReview.parse(JSON.parse(out));
  expect(review).toMatchObject({ mark: "estimate", currency: "EUR", forecast: null, by: "team" });
  expect(review.pools.every(({ low, high }) => low !== null && high !== null && low <= high)).toBe(true);
  const text = (await o8(["cost", "review", ...acme])).out;
  expect(text).toMatch(/Nothing was measured yet/);
  expect(text).toMatch(/staging-cluster +2 to 5 t3\.large +€129 to €322 a month/);
});

test("CSV holds the amounts of the document, each with currency and mark, and nothing spent before a sample", async () => {
  const { exit, out } = await o8(["cost", "review", ...acme, "-o", "csv"]);
  const [head, ...rows] = out.trimEnd().split("\r\n");
  expect([exit, head]).toEqual([0, "section,row,column,amount,currency,mark"]);
  expect(rows.every((row) => /,-?\d+\.\d\d,EUR,(estimate|declared)$/.test(row))).toBe(true);
  expect(rows.some((row) => row.startsWith("pool,staging staging-cluster t3.large,2 nodes,128.92,"))).toBe(
    true,
  );
});

test("what cannot be told apart, a month that is none and an environment that is not there are refused", async () => {
  for (const by of ["pods", "team,team", "team,cluster,environment"])
    expect((await o8(["cost", "review", "--by", by, ...acme])).exit).toBe(2);
  expect((await o8(["cost", "review", "--month", "2026-13", ...acme])).exit).toBe(2);
  expect((await o8(["cost", "review", "--environment", "nowhere", ...acme])).exit).toBe(3);
});
