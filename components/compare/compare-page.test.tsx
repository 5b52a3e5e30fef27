import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { difference, diffView } from "./compare.fixture";
import { ComparePage } from "./compare-page";

vi.mock("@/app/actions", () => ({
  run: async () => ({ ok: false, fault: { requestId: "test", retryable: false } }),
}));
const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }), usePathname: () => "/compare" }));

beforeEach(() => {
  // A page without layout has no heights; every line is as high as in a browser.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(30);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  push.mockClear();
});

const draw = (view: EnvironmentDiffView, search = "") => {
  const client = new QueryClient({
    defaultOptions: { queries: { enabled: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  return render(
    <QueryClientProvider client={client}>
      <NuqsTestingAdapter searchParams={search} hasMemory>
        <ComparePage initial={view} />
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
};

const many = (count: number) => Array.from({ length: count }, (_, index) => difference(index));
const table = () => screen.getByRole("table", { name: /Differences of staging and production/ });

test("1,500 differences mount only the rows in view, and say how many there are", () => {
  draw(diffView(many(1500)), "?only=expected");
  const rows = within(table()).getAllByRole("row");
  expect(rows.length).toBeLessThan(90);
  expect(Number(table().getAttribute("aria-rowcount"))).toBe(1502);
  expect(screen.getByText(/1,500 rows differ/)).toBeTruthy();
});

test("a secret row shows changed and never a value", () => {
  const secret = {
    leftValue: { secret: "changed" },
    rightValue: { secret: "changed" },
    topic: "secrets" as const,
  };
  const { container } = draw(diffView([difference(1, { ...secret, class: "unexplained", because: null })]));
  expect(within(table()).getAllByText("secret, changed").length).toBe(2);
  expect(container.textContent).not.toContain('{"secret"');
});

test("a failed application is named and never counted as equal", () => {
  draw(
    diffView([difference(1)], {
      applications: [
        { name: "shop", status: "compared", objects: 2, equal: 1, problems: [] },
        {
          name: "ledger",
          status: "failed",
          objects: 0,
          equal: 0,
          problems: [{ code: "render.failed", severity: "error", message: "no such file base/deploy.yaml" }],
        },
      ],
      summary: { ...diffView([]).summary, equal: 1 },
    }),
  );
  const told = screen.getByRole("alert", { name: "Not compared" });
  expect(told.textContent).toContain("ledger could not be compared");
  expect(told.textContent).toContain("no such file base/deploy.yaml");
  expect(screen.getByText("1 application, 1 row differs, 1 object is equal")).toBeTruthy();
});

test("a leak is numbered, points at the word and says which side it is on", () => {
  const url = "cache.staging.acme.io";
  draw(
    diffView([
      difference(1, {
        class: "leak",
        because: '"staging" stands for staging',
        leftValue: url,
        rightValue: url,
        topic: "environment variables",
      }),
    ]),
  );
  const row = within(table()).getByRole("row", { name: /shop leak/ });
  expect(row.textContent).toContain('Production speaks of staging: "staging".');
  expect([...row.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["staging"]);
  expect(within(row).getAllByRole("cell").at(-1)?.querySelector("mark")).toBeTruthy();
});

test("one cause in many objects is one row with its count, and unfolds to all of them", async () => {
  const same = {
    leftValue: "800Mi",
    rightValue: "1500Mi",
    segments: ["limits", "memory"],
    path: "limits.memory",
  };
  draw(
    diffView([1, 2, 3].map((index) => difference(index, { ...same, topic: "resources" }))),
    "?open=resources",
  );
  expect(within(table()).getByText("1 cause").closest("tr")?.textContent).toContain("3 rows");
  await userEvent.click(screen.getByRole("button", { name: "The 3 rows of this cause" }));
  for (const index of [1, 2, 3])
    expect(table().querySelector(`a[title="shop Deployment web-${index} limits.memory"]`)).toBeTruthy();
});

test("all rows of a cause can be marked as expected by one rule that says what they share", async () => {
  const same = {
    leftValue: "800Mi",
    rightValue: "1500Mi",
    segments: ["limits", "memory"],
    path: "limits.memory",
    class: "unexplained" as const,
    because: null,
  };
  draw(diffView([1, 2, 3].map((index) => difference(index, { ...same, topic: "resources" }))));
  await userEvent.click(screen.getByRole("button", { name: "Mark all 3 as expected…" }));
  const dialog = screen.getByRole("dialog", { name: "Mark 3 rows as expected" });
  expect(within(dialog).getByRole("textbox", { name: /Where/ })).toHaveProperty("value", "limits.memory");
  for (const name of ["in shop", "in a Deployment", "while it rises towards production"])
    expect(within(dialog).getByRole("checkbox", { name, checked: true })).toBeTruthy();
});

test("an object that guards on one side only is loud, and the other side is said to be not there", () => {
  draw(
    diffView([], {
      onlyLeft: [
        {
          application: "ledger",
          index: 4,
          object: "PodDisruptionBudget/ledger",
          guard: "PodDisruptionBudget keeps pods during a drain",
          topic: "policies",
          excerpt: "minAvailable: 1",
        },
      ],
    }),
  );
  const row = within(table()).getByRole("row", { name: /ledger missing guard/ });
  expect(row.textContent).toContain("Production has none: PodDisruptionBudget keeps pods during a drain.");
  expect(row.textContent).toContain("minAvailable: 1");
  expect(row.textContent).toContain("not there");
});

test("a topic says what it hides, and unfolds on a click", async () => {
  const loud = difference(999, { class: "unexplained", because: null, topic: "resources" });
  draw(diffView([loud, ...many(30).map((one) => ({ ...one, topic: "resources" as const }))]));
  expect(within(table()).getAllByRole("row").length).toBeLessThan(6);
  await userEvent.click(screen.getByRole("button", { name: "30 more, all expected" }));
  expect(within(table()).getAllByRole("row").length).toBeGreaterThan(20);
});

test("a link to a row selects it, also deep inside a folded topic", () => {
  const rows = many(40);
  draw(diffView(rows), `?row=${encodeURIComponent(rows[3]?.id ?? "")}`);
  expect(within(table()).getByRole("link", { current: true }).textContent).toContain("field3");
  expect(screen.getByRole("complementary", { name: "Selected row" }).textContent).toContain(
    "Deployment/web-3",
  );
});

test("n and p walk the rows that need a look, and s swaps the sides", async () => {
  const loud = [1, 2].map((index) => difference(index, { class: "unexplained", because: null }));
  draw(diffView(loud));
  const panel = () => screen.getByRole("complementary", { name: "Selected row" }).textContent;
  expect(panel()).toContain("1 of 2");
  await userEvent.keyboard("n");
  expect(panel()).toContain("2 of 2");
  await userEvent.keyboard("p");
  expect(panel()).toContain("1 of 2");
  await userEvent.keyboard("s");
  expect(push).toHaveBeenCalledWith("/compare/production...staging");
});

test("the text view reads the application of the selected row, unless one is chosen", () => {
  const rows = [1, 2].map((index) =>
    difference(index, { class: "unexplained", because: null, application: index === 1 ? "shop" : "ledger" }),
  );
  draw(diffView(rows), "?tab=text");
  expect(screen.getByText("Reading shop")).toBeTruthy();
  cleanup();
  draw(diffView(rows), "?tab=text&app=ledger");
  expect(screen.getByText("Reading ledger")).toBeTruthy();
});

test("on a phone a row opens everything that can be done about it, and so does the bar at the thumb", async () => {
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: query === "(max-width: 767px)" }));
  draw(diffView([difference(1, { class: "unexplained", because: null, topic: "resources" })]));
  await userEvent.click(within(table()).getByRole("link", { name: /shop/ }));
  const sheet = screen.getByRole("dialog", { name: "Selected row" });
  expect(within(sheet).getByRole("button", { name: "Mark as expected…" })).toBeTruthy();
  expect(within(sheet).getByRole("heading", { name: "Promote just this value" })).toBeTruthy();
  await userEvent.click(within(sheet).getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: /1 of 1/ }));
  expect(screen.getByRole("dialog", { name: "Selected row" })).toBeTruthy();
  vi.unstubAllGlobals();
});

test("on a desk a row is read beside the table, and nothing lies over the page", async () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  draw(diffView([difference(1, { class: "unexplained", because: null, topic: "resources" })]));
  await userEvent.click(within(table()).getByRole("link", { name: /shop/ }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.getByRole("complementary", { name: "Selected row" })).toBeTruthy();
  vi.unstubAllGlobals();
});
