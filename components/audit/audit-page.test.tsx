import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { afterEach, expect, test, vi } from "vitest";
import type { AuditEntry } from "@/lib/contract/audit";
import { AuditPage } from "./audit-page";

vi.mock("@/app/actions", () => ({
  run: async () => ({ ok: false, fault: { requestId: "test", retryable: false } }),
}));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: () => undefined }),
  usePathname: () => "/audit",
}));

afterEach(cleanup);

const entry = (seq: number, part: Partial<AuditEntry> = {}): AuditEntry => ({
  seq,
  at: "2026-11-20T13:02:31.000Z",
  actor: "Mira Adler",
  via: "session",
  action: "promotion.approve",
  object: "prm_01",
  environment: "production",
  decision: "done",
  reason: null,
  requestId: `req_${seq}`,
  hash: "ab".repeat(32),
  ...part,
});

const draw = (items: readonly AuditEntry[], search = "", next: string | null = null) => {
  const initial = { items: [...items], next, total: items.length, asOf: "2026-11-20T13:03:00.000Z" };
  const searched: string[] = [];
  render(
    <QueryClientProvider
      client={
        new QueryClient({
          defaultOptions: { queries: { enabled: false, staleTime: Number.POSITIVE_INFINITY } },
        })
      }
    >
      <NuqsTestingAdapter
        searchParams={search}
        hasMemory
        onUrlUpdate={(update) => searched.push(update.queryString)}
      >
        <AuditPage initial={initial} initialAsk={{}} people={["Mira Adler"]} />
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
  return searched;
};

test("done, denied and refused differ in shape and word, not in colour alone", () => {
  draw([entry(3), entry(2, { decision: "denied" }), entry(1, { decision: "refused" })]);
  const rows = within(screen.getByRole("table")).getAllByRole("row").slice(2);
  const shapes = rows.map((row) => row.querySelector("[data-status]")?.getAttribute("data-status"));
  expect(new Set(shapes).size).toBe(3);
  expect(rows.map((row) => /done|denied|refused/.exec(row.lastElementChild?.textContent ?? "")?.[0])).toEqual(
    ["done", "denied", "refused"],
  );
});

test("a filter goes into the address and begins at the newest entry again", async () => {
  const searched = draw([entry(1)], "?environment=production");
  await userEvent.selectOptions(screen.getByLabelText(/^Who/), "Mira Adler");
  expect(searched.at(-1)).toBe("?environment=production&actor=Mira+Adler");
});

test("an entry opens whole, with its reason, request and hash", async () => {
  draw([entry(7, { decision: "refused", reason: "The window is closed." })]);
  await userEvent.click(screen.getByRole("link", { name: "promotion.approve" }));
  const drawer = screen.getByRole("dialog");
  for (const text of ["The window is closed.", "req_7", "entry 7", "a rule said no"])
    expect(drawer.textContent).toContain(text);
});

test("older entries are one page on by their cursor", async () => {
  const searched = draw([entry(9)], "", "abc");
  await userEvent.click(screen.getByRole("button", { name: "Older entries" }));
  expect(searched.at(-1)).toBe("?cursor=abc");
});

test("the proof says what it cannot show and gives the head to note down; a broken chain is a failed banner", async () => {
  const hash = "cd".repeat(32);
  const broken = {
    intact: false,
    entries: 9,
    head: { seq: 9, hash },
    firstBad: { seq: 4, why: "its hash does not fit" },
    note: "The chain alone cannot show a cut tail.",
  };
  const client = new QueryClient({
    defaultOptions: { queries: { enabled: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  client.setQueryData(["audit", "verify", {}], broken);
  render(
    <QueryClientProvider client={client}>
      <NuqsTestingAdapter searchParams="?verify=true" hasMemory>
        <AuditPage
          initial={{ items: [entry(9)], next: null, total: 1, asOf: entry(9).at }}
          initialAsk={{}}
          people={[]}
        />
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
  const dialog = await screen.findByRole("dialog");
  expect(await within(dialog).findByText("The chain is broken at entry 4")).toBeTruthy();
  expect(dialog.textContent).toContain("The chain alone cannot show a cut tail.");
  expect(dialog.textContent).toContain(`9:${hash}`);
  expect(screen.getByRole("alert", { hidden: true }).textContent).toContain("its hash does not fit");
});
