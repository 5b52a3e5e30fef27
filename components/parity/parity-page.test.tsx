import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { afterEach, expect, test, vi } from "vitest";
import type { ParityFindingView, ParityView } from "@/lib/contract/parity";
import { ParityPage } from "./parity-page";

vi.mock("@/app/actions", () => ({
  run: async () => ({ ok: false, fault: { requestId: "test", retryable: false } }),
}));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: () => undefined }),
  usePathname: () => "/parity",
}));
afterEach(cleanup);

const finding = (part: Partial<ParityFindingView>): ParityFindingView => ({
  id: part.subject ?? "x",
  check: "terraform.zones",
  group: "infrastructure",
  severity: "error",
  environments: ["staging", "production"],
  subject: "zones",
  cause: "production runs in one zone",
  places: [{ file: "terraform/production/terraform.tfvars", line: 2, column: 1 }],
  fix: "Name at least two zones",
  ...part,
});

const view: ParityView = {
  environments: ["staging", "production"],
  pairs: [{ left: "staging", right: "production" }],
  asOf: "2026-11-20T13:03:00.000Z",
  revision: "abc",
  lines: true,
  sentence: [{ text: "1 difference is dangerous", strong: true }, { text: "." }],
  score: 93,
  groups: [
    { name: "infrastructure", score: 80, errors: 1, warnings: 0, infos: 0, from: "Terraform" },
    { name: "configuration", score: 95, errors: 0, warnings: 1, infos: 1, from: "files" },
    { name: "dependency versions", score: 100, errors: 0, warnings: 0, infos: 0, from: "images" },
    { name: "security baseline", score: null, errors: 0, warnings: 0, infos: 0, from: "nothing to compare" },
  ],
  findings: [
    finding({}),
    finding({
      subject: "var.size",
      group: "configuration",
      severity: "warning",
      cause: "c",
      fix: "f",
      places: [],
    }),
    finding({ subject: "Service/extra", group: "configuration", severity: "info", places: [] }),
  ],
  problems: [],
};

const draw = (search = "", initial = view) =>
  render(
    <QueryClientProvider
      client={
        new QueryClient({
          defaultOptions: { queries: { enabled: false, staleTime: Number.POSITIVE_INFINITY } },
        })
      }
    >
      <NuqsTestingAdapter searchParams={search} hasMemory>
        <ParityPage fleet="acme" environments={["dev", "staging", "production"]} initial={initial} />
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );

test("a finding shows its weight in words, why, the line that causes it and what ends it", () => {
  draw();
  const table = screen.getByRole("table", { name: /should be looked at/ });
  const row = within(table).getByRole("row", { name: /one zone/ });
  for (const text of [
    "error",
    "production runs in one zone",
    "terraform.tfvars:2",
    "Name at least two zones",
  ])
    expect(row.textContent).toContain(text);
  expect(within(row).getByRole("link", { name: "staging and production" }).getAttribute("href")).toBe(
    "/compare/staging...production",
  );
});

test("what is only told stands apart and folded", () => {
  draw();
  expect(screen.getByRole("table", { name: /should be looked at/ }).textContent).not.toContain(
    "Service/extra",
  );
  expect(screen.getByText(/1 difference only told/)).toBeTruthy();
});

test("a group alone shows its findings alone, and a group of which nothing is known has no score", () => {
  draw("?group=configuration");
  expect(screen.getByRole("table", { name: /should be looked at/ }).textContent).toContain("var.size");
  expect(screen.getByRole("table", { name: /should be looked at/ }).textContent).not.toContain("zones");
  const card = screen.getByRole("link", { name: /security baseline/i });
  expect(card.textContent).toContain("not judged");
});

test("until the lines are looked for, a finding without one says that they are, and never that it has none", () => {
  draw("", { ...view, lines: false });
  const row = screen.getByRole("row", { name: /var.size/ });
  expect(row.textContent).toContain("looking for its lines");
  cleanup();
  draw();
  expect(screen.getByRole("row", { name: /var.size/ }).textContent).toContain("no single line");
});
