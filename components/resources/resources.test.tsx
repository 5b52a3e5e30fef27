import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { EnvironmentResources } from "@/lib/contract/resources-view";
import { sortedBy } from "./measure";
import { environment, measure, pool, view, workload } from "./resources.fixture";
import { ResourcesBody } from "./resources-page";

vi.mock("../query/client", () => ({ askServer: async () => null, actOnServer: async () => null }));
vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => undefined }) }));
afterEach(cleanup);

const state = { env: "", pool: "", sort: "waste", of: "cpu", window: "14d" } as const;
const shown = (...all: EnvironmentResources[]) =>
  render(
    <ResourcesBody
      view={view(...all)}
      focus={all.at(-1) ?? environment()}
      state={state}
      hrefOf={(part) => `/resources?${JSON.stringify(part)}`}
      onChange={() => undefined}
    />,
  );

test("a pool shows what is declared with its line, what runs, and its share; all of it is in the table twin", () => {
  shown(environment());
  expect(screen.getByText("orchestr8.yaml:120")).toBeTruthy();
  expect(screen.getByRole("img", { name: "2 nodes, at least 1, at most 4" })).toBeTruthy();
  const twin = screen.getByRole("table", { name: "Node pools", hidden: true });
  expect(within(twin).getByText("26 %")).toBeTruthy();
  expect(twin.textContent).toContain("staging on onem5.large214");
});

test("a cluster that was never heard has no numbers, and a silent one is hatched with the time it was seen", () => {
  const never = pool({ nodes: null, pending: null, notReady: null, tight: null });
  const { container, unmount } = shown(environment({ pools: [never], workloads: [] }));
  const row = container.querySelector("tbody tr");
  expect(row?.textContent).toContain("unknown");
  expect(row?.textContent).not.toMatch(/\b0 %/);
  expect(container.textContent).toContain("No node of staging was heard of yet");
  unmount();
  const { reachable: _, ...cluster } = pool().cluster;
  const silent = shown(environment({ pools: [pool({ cluster: { ...cluster, reachable: false } })] }));
  expect(silent.container.querySelector("tbody tr")?.className).toContain("hatch");
  expect(silent.container.querySelector("tbody tr")?.textContent).toContain("last seen");
});

test("too little data is said where a suggestion would be, and an unknown use is no empty bar", () => {
  shown(environment());
  expect(screen.getByText("No suggestion")).toBeTruthy();
  expect(screen.getByText("4 of 7 days of data")).toBeTruthy();
  expect(
    screen.getByRole("img", { name: /Memory of web: use unknown of 1 GiB requested, limit 2 GiB/ }),
  ).toBeTruthy();
  expect(
    screen.getByRole("img", { name: /CPU of web: uses 0.1 vCPU now, the busiest pod 0.18 vCPU/ }),
  ).toBeTruthy();
});

test("a suggestion of enough data stands beside the request it would replace", () => {
  const advice = { kind: "change", reason: null, to: 150, limit: null, confidence: "high" } as const;
  const window = { p50: 80, p95: 140, max: 180, points: 5000, days: 30 };
  const cpu = measure({ window, advice });
  shown(
    environment({ workloads: [workload("web", { containers: [{ name: "app", cpu, memory: measure() }] })] }),
  );
  expect(screen.getByText("+ 0.15 vCPU").tagName).toBe("INS");
  expect(screen.getByRole("img", { name: /p95 0.14 vCPU, at most 0.18 vCPU/ })).toBeTruthy();
});

test("a suggestion tells its worth as an estimate, and its button says why it may not be pressed", () => {
  const advice = { kind: "change", reason: null, to: 150, limit: null, confidence: "good" } as const;
  const containers = [{ name: "app", cpu: measure({ advice }), memory: measure() }];
  const effect = { value: -73, currency: "EUR", mark: "estimate" } as const;
  const message = "A change of web to staging is asked for already; decide it first.";
  const change = { allowed: false, code: "promotion.open", message };
  shown(environment({ workloads: [workload("web", { containers, effect, change })] }));
  const row = screen.getByRole("row", { name: /^we web/ });
  expect(row.textContent).toContain("−€73 estimate");
  const button = within(row).getByRole("button", { name: /Open as change/ });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(row.textContent).toContain(message);
});

test("a suggestion without a price has no amount, never 0", () => {
  const advice = { kind: "change", reason: null, to: 150, limit: null, confidence: "good" } as const;
  const containers = [{ name: "app", cpu: measure({ advice }), memory: measure() }];
  shown(environment({ workloads: [workload("web", { containers, effect: null })] }));
  const row = screen.getByRole("row", { name: /^we web/ });
  expect(row.textContent).toContain("no price");
  expect(row.textContent).not.toMatch(/[€$]/);
});

test("unknown quotas are not the same as none", () => {
  const { unmount } = shown(environment({ quotas: null }));
  expect(screen.getByText("not known")).toBeTruthy();
  unmount();
  shown(environment());
  expect(screen.getByText(/No namespace has a quota/)).toBeTruthy();
});

test("who may not scale sees the button and why", () => {
  const scale = { allowed: false, code: "auth.forbidden", message: "You may not scale staging." };
  shown(environment({ scale }));
  const button = screen.getByRole("button", { name: "Scale" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText("You may not scale staging.")).toBeTruthy();
});

test("who may not ask for another node pool sees the button and why", () => {
  const message = "You may not ask for another node pool in staging.";
  shown(environment({ rightSizePool: { allowed: false, code: "auth.forbidden", message } }));
  const button = screen.getByRole("button", { name: "Right-size the node pool of staging" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText(message)).toBeTruthy();
});

test("where both are off for one lack, the second reason is heard with its button", () => {
  const off = (message: string) => ({ allowed: false, code: "auth.forbidden", message });
  shown(environment({ scale: off("You may not scale."), rightSizePool: off("You may not ask for a pool.") }));
  const button = screen.getByRole("button", { name: "Right-size the node pool of staging" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  const described = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  expect(described?.textContent).toBe("You may not ask for a pool.");
});

test("the most wasteful comes first, what is unknown last", () => {
  const all = [
    workload("a", { waste: null }),
    workload("b", { waste: { cpuMillis: 1, memoryBytes: 0 } }),
    workload("c", { waste: { cpuMillis: 9, memoryBytes: 0 } }),
  ];
  expect(sortedBy(all, "waste").map(({ name }) => name)).toEqual(["c", "b", "a"]);
  expect(sortedBy(all, "name").map(({ name }) => name)).toEqual(["a", "b", "c"]);
});
