import { readFile } from "node:fs/promises";
import { expect, open, test } from "./fixtures/test";

// A console of its own: a decision would be found by the other journeys.
test.use({ options: { env: () => ({}) } });

/** Rows of a CSV whose cells hold no line ends. */
const rowsOf = (csv: string): readonly (readonly string[])[] =>
  csv
    .trimEnd()
    .split("\r\n")
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = ""]) => cell));

test("a manager sees budget and forecast, tells costs apart another way, takes them along, and decides about a saving", async ({
  visit,
}) => {
  test.setTimeout(300_000);
  const { page } = await visit("sofia");

  await test.step("the month stands beside its budget and forecast", async () => {
    await open(page, "/cost");
    await expect(async () => {
      await page.reload();
      await expect(page.locator("main")).toContainText(/will close near €[\d,]+.*budget/, { timeout: 5_000 });
    }).toPass({ timeout: 150_000 });
    await expect(page.getByRole("heading", { name: "Budgets" })).toBeVisible();
  });

  const table = await test.step("costs are told apart by namespace and label", async () => {
    await page.getByLabel("By", { exact: true }).selectOption("namespace");
    await page.getByLabel("And by", { exact: true }).selectOption("cluster");
    await expect(page).toHaveURL(/by=namespace.*across=cluster/);
    const found = page.getByRole("table").filter({ has: page.getByRole("row", { name: /^Not requested/ }) });
    await expect(found.getByRole("columnheader", { name: "staging-cluster" })).toBeVisible();
    await expect(found.getByRole("row", { name: /^So far/ })).toBeVisible();
    return found;
  });

  await test.step("the CSV says exactly the table that is shown", async () => {
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV" }).click();
    const file = await (await waiting).path();
    const rows = rowsOf(await readFile(file, "utf8")).filter(([section]) => section === "table");
    const columns = (await table.getByRole("columnheader").allTextContents()).slice(1);
    const shown = await table.locator("tbody tr").evaluateAll((lines) =>
      lines.map((line) => ({
        name: line.querySelector("th")?.textContent ?? "",
        cells: [...line.querySelectorAll("td")].map((cell) => cell.firstChild?.textContent ?? ""),
      })),
    );
    expect(shown.length).toBeGreaterThan(3);
    for (const { name, cells } of shown)
      for (const [at, cell] of cells.entries()) {
        const column = (columns[at] ?? "").replace("All", "all");
        const amount = Number(rows.find((row) => row[1] === name && row[2] === column)?.[3]);
        expect(Math.abs(amount - Number(cell.replace(/[€,]/g, ""))), `${name}, ${column}`).toBeLessThan(0.51);
      }
    expect(rows.filter((row) => row[5] === "measured" && row[1] !== "so far").length).toBe(
      shown.reduce((sum, { cells }) => sum + cells.length, 0),
    );
  });

  await test.step("a saving that is dismissed stands under Decided at once, with who and why", async () => {
    const open = page.getByRole("list", { name: "Open savings" }).getByRole("listitem");
    const first = open.first();
    const title = (await first.getByRole("button", { name: /^Dismiss: / }).getAttribute("aria-label")) ?? "";
    await first.getByRole("button", { name: /^Dismiss: / }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/Reason/).fill("the load test needs it until spring");
    await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
    const decided = page.getByRole("list", { name: "Decided savings" }).getByRole("listitem");
    await expect(decided.filter({ hasText: title.replace("Dismiss: ", "") })).toContainText(
      /left as it is by Sofia Marin .*: the load test needs it until spring/,
    );
    await expect(open.getByRole("button", { name: title, exact: true })).toHaveCount(0);
  });
});
