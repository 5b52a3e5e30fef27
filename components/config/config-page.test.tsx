import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whatif } from "@/lib/contract/application";
import type { ConfigView } from "@/lib/contract/configuration";
import { explain } from "@/lib/contract/environment";
import type { ExplainView, WhatIfView } from "@/lib/contract/explain";
import { keyOf } from "../query/use-ask";
import { configView, explainView, memory, whatIfView } from "./config.fixture";
import { ConfigPage } from "./config-page";

const acted = vi.fn(async (_name: string, _input: unknown) => ({ ok: true, value: { id: "prm_1" } }));
vi.mock("@/app/actions", () => ({ run: (name: string, input: unknown) => acted(name, input) }));
const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }), usePathname: () => "/" }));

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(30);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  acted.mockClear();
  push.mockClear();
});

const line = { file: "clusters/prod/memory.yaml", line: 15 };
const asked = {
  environment: "production",
  application: "my-service",
  cluster: "prod-cluster-primary",
  path: memory,
};

function draw(
  view: ConfigView = configView(),
  {
    explained = explainView(),
    tried,
    search = "",
  }: { explained?: ExplainView; tried?: WhatIfView; search?: string } = {},
) {
  const client = new QueryClient({
    defaultOptions: { queries: { enabled: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  client.setQueryData(keyOf(explain, asked), explained);
  if (tried) client.setQueryData(keyOf(whatif, { ...asked, ...line, value: tried.after }), tried);
  return render(
    <QueryClientProvider client={client}>
      <NuqsTestingAdapter searchParams={search} hasMemory>
        <ConfigPage initial={view} />
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
}

test("the page opens on a value that a stronger layer overrides, the winner first and the losers struck with their lines", () => {
  draw();
  const stack = screen.getByRole("region", { name: "Where the value comes from" });
  const layers = within(stack).getAllByRole("listitem");
  expect(layers.map((one) => one.textContent?.match(/^(base|environment|cluster)/)?.[0])).toEqual([
    "cluster",
    "environment",
    "base",
  ]);
  expect(layers[0]?.textContent).toContain("wins");
  expect(layers[0]?.textContent).toContain("clusters/prod/memory.yaml:15@e09b416");
  expect(layers[0]?.textContent).toContain("Tom Brandt");
  expect(within(stack).getAllByText(/^(2Gi|256Mi)$/, { selector: "s" })).toHaveLength(2);
  expect(stack.textContent).toContain("merged by name");
  expect(stack.textContent).toContain("On prod-cluster-secondary it is 2Gi");
});

test("each key says in words which layers set it, and a folded group says how many keys it hides", () => {
  draw();
  const row = screen.getByRole("row", { name: /resources\.limits\.memory/ });
  expect(row.textContent).toContain("set in cluster, overrides base and environment");
  const group = screen.getByRole("button", { name: /Service\/my-service/ });
  expect(group.getAttribute("aria-expanded")).toBe("false");
});

test("a secret is shown as one, never as a value", () => {
  draw(configView(), {
    search: "?turned=Secret/pass",
    explained: explainView({
      secret: true,
      value: "***",
      candidates: explainView().candidates.map((c) => ({ ...c, value: "***", editable: false })),
    }),
  });
  expect(screen.getByRole("row", { name: /password/ }).textContent).toContain("secret");
  expect(document.body.textContent).not.toContain("***");
  expect(screen.queryByRole("region", { name: /What if I edit/ })).toBeNull();
});

test("an origin that could not be told is a failure in words, with its candidates", () => {
  draw(configView(), {
    explained: explainView({
      status: "unresolved",
      from: null,
      note: "clusters/prod changes it.",
      candidates: explainView().candidates.map((c) => ({ ...c, won: false })),
    }),
  });
  expect(screen.getByText(/could not be told/).textContent).toContain("clusters/prod changes it");
  expect(screen.queryByText("wins")).toBeNull();
});

test("what if: the layer's new value shows who changes, and only then opens a change of exactly that line", async () => {
  const user = userEvent.setup();
  draw(configView(), { tried: whatIfView() });
  const field = screen.getByRole("textbox", { name: "clusters/prod/memory.yaml:15" });
  await user.clear(field);
  await user.type(field, "1Gi");
  expect(screen.queryByRole("button", { name: /Open as change/ })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Show what changes" }));
  const reach = screen.getByRole("table", { name: "What the edit changes" });
  expect(reach.textContent).toContain("1 of 2 placements changes");
  expect(within(reach).getByText(/512Mi/, { selector: "del" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: /Open as change/ }));
  expect(acted).toHaveBeenCalledWith(
    "promotion.edit",
    expect.objectContaining({ ...line, path: memory, value: "1Gi" }),
  );
  expect(push).toHaveBeenCalledWith("/promotions/prm_1");
});

test("a line that reaches further cannot be opened as a change, and says why", async () => {
  const user = userEvent.setup();
  const message = "The line reaches staging, too";
  draw(configView(), {
    tried: whatIfView({ after: null, change: { allowed: false, code: "edit.reaches", message } }),
  });
  await user.click(screen.getByRole("button", { name: "Without the line" }));
  expect(screen.getByRole("button", { name: /Open as change/ }).getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText(message)).toBeTruthy();
});
