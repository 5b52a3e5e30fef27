import { expect, it } from "vitest";
import type { BillRow } from "@/lib/ports/store/bills";
import { onEveryStore } from "../testing/store";

const row = (key: string, over: Partial<BillRow> = {}): BillRow => ({
  key,
  import: "bil_1",
  period: "2026-11",
  day: "2026-11-01",
  currency: "EUR",
  account: "4711",
  service: "Amazon EC2",
  environment: "staging",
  billed: 2,
  effective: 1,
  ...over,
});
const november = { from: "2026-11-01", to: "2026-11-30" };

onEveryStore("bills", (open) => {
  it("the same charge is kept once, by whoever imports it, and takes a mapping that was corrected", async () => {
    const store = await open.store();
    const keep = (rows: readonly BillRow[]) => store.write((tx) => tx.bills.keep(rows));
    expect(await keep([row("a"), row("b", { environment: null })])).toEqual(["a", "b"]);
    expect(await keep([row("a"), row("b", { environment: null })])).toEqual([]);
    expect(await keep([row("b", { environment: "production" }), row("c")])).toEqual(["c"]);
    expect(await store.read.bills.days(november)).toEqual([
      { day: "2026-11-01", environment: "production", currency: "EUR", billed: 2, effective: 1 },
      { day: "2026-11-01", environment: "staging", currency: "EUR", billed: 4, effective: 2 },
    ]);
    const other = await open.store();
    expect(await other.read.bills.days(november)).toEqual([]);
  });

  it("a restated period of an account goes whole, and nothing else with it", async () => {
    const store = await open.store();
    await store.write((tx) =>
      tx.bills.keep([row("a"), row("b", { period: "2026-10" }), row("c", { account: "4712" })]),
    );
    await store.write((tx) => tx.bills.forget([{ account: "4711", period: "2026-11" }]));
    expect((await store.read.bills.days(november)).map(({ billed }) => billed)).toEqual([4]);
  });

  it("the last import is told with its name, its person and its counts", async () => {
    const store = await open.store();
    expect(await store.read.bills.last()).toBeNull();
    const note = { name: "one.csv", by: "per_1", at: new Date("2026-11-02T10:00:00Z"), rows: 3, added: 2 };
    await store.write((tx) => tx.bills.noted({ ...note, id: "bil_1" }));
    await store.write((tx) =>
      tx.bills.noted({ ...note, id: "bil_2", name: "two.csv", at: new Date("2026-11-03T10:00:00Z") }),
    );
    expect(await store.read.bills.last()).toMatchObject({ id: "bil_2", name: "two.csv", rows: 3, added: 2 });
  });
});
