import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { StartView } from "@/lib/contract/fleet";
import { StartPage } from "./start-page";

vi.mock("@/app/actions", () => ({
  run: async () => ({ ok: false, fault: { requestId: "test", retryable: false } }),
}));
vi.mock("next/navigation", () => ({ useRouter: () => ({}), usePathname: () => "/start" }));
afterEach(cleanup);

const view: StartView = {
  asOf: "2026-11-20T13:02:31.000Z",
  fleet: "podinfo",
  branch: "main",
  commit: null,
  checks: [
    {
      name: "fleet file",
      status: { kind: "attention", word: "not there yet", reason: null },
      detail: "main has no orchestr8.yaml at its root",
      next: "Commit the proposal below.",
    },
  ],
  onboarding: {
    proposal: "name: podinfo\n",
    evidence: [{ claim: "staging is an environment", because: "overlays/staging builds", files: ["a.yaml"] }],
    rendered: [
      { application: "podinfo", environment: "staging", status: "rendered", objects: 25 },
      { application: "podinfo", environment: "production", status: "failed", objects: 0 },
    ],
    problems: [
      { code: "render.failed", severity: "error", message: "no matches for Id Deployment", file: "k.yaml" },
    ],
  },
  clusterRole: "kind: ClusterRole",
};

const draw = (shown: StartView) =>
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { enabled: false, staleTime: Infinity } } })}
    >
      <StartPage initial={shown} />
    </QueryClientProvider>,
  );

test("a repository without a fleet file shows the file to copy, what speaks for it, and what fails and why", () => {
  draw(view);
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Begin with podinfo");
  expect(screen.getByRole("region", { name: "Text of the proposed file" }).textContent).toContain(
    "name: podinfo",
  );
  const row = within(screen.getByRole("table")).getByRole("row", { name: /podinfo/ });
  expect(within(row).getByText(/25 objects/)).toBeTruthy();
  expect(within(row).getByText("failed")).toBeTruthy();
  expect(screen.getByText("overlays/staging builds")).toBeTruthy();
  expect(screen.getByText("no matches for Id Deployment")).toBeTruthy();
});

test("a configured fleet shows the steps that are left, and the way in", () => {
  draw({ ...view, onboarding: null });
  expect(screen.getByText("1 step left")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Open the fleet" })).toBeTruthy();
  expect(screen.queryByRole("table")).toBeNull();
});
