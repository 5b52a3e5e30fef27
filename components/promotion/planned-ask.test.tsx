import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ComponentProps } from "react";
import { afterEach, expect, test, vi } from "vitest";
import type { PlanView } from "@/lib/contract/plan-view";
import { AskFailed } from "../query/use-ask";
import { PlannedAsk } from "./planned-ask";
import { plan } from "./promotion.fixture";

afterEach(cleanup);

const yes = { allowed: true, code: null, message: null };
const view = (part: Partial<PlanView> = {}, request: { allowed: boolean; message: string | null } = yes) => ({
  plan: plan(part),
  verdict: [{ text: "Waits for platform-team", strong: true }],
  request: { ...request, code: null },
});

const draw = (part: Partial<ComponentProps<typeof PlannedAsk>> = {}) => {
  const send = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <PlannedAsk
        preview={{ data: view(), error: null }}
        reading="Reading the files…"
        act={{ pending: false, refused: null }}
        send={send}
        verb="Ask for it"
        {...part}
      />
    </QueryClientProvider>,
  );
  return send;
};

test("what is asked for is exactly the plan in view", async () => {
  const digest = "d".repeat(64);
  const send = draw({ preview: { data: view({ digest }), error: null } });
  await userEvent.click(screen.getByRole("button", { name: "Ask for it" }));
  expect(send).toHaveBeenCalledExactlyOnceWith({ planDigest: digest });
});

test("a preview without a commit names no digest", async () => {
  const send = draw({ preview: { data: view({ digest: null }), error: null } });
  await userEvent.click(screen.getByRole("button", { name: "Ask for it" }));
  expect(send).toHaveBeenCalledExactlyOnceWith({});
});

test("every file, note and the verdict stand before the button, and it says why it may not be pressed", async () => {
  const notes = ["The maximum stays."];
  const send = draw({
    preview: {
      data: view({ notes }, { allowed: false, message: "Only operators of staging may." }),
      error: null,
    },
    facts: () => <p>What was used</p>,
    effect: () => <p>One field changes</p>,
  });
  const text = document.body.textContent ?? "";
  const order = ["What was used", plan().files[0]?.file ?? "", "The maximum stays.", "One field changes"];
  const places = [...order, "Waits for platform-team", "Ask for it"].map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  const button = screen.getByRole("button", { name: /Ask for it/ });
  expect(screen.getByText("Only operators of staging may.")).toBeTruthy();
  await userEvent.click(button);
  expect(send).not.toHaveBeenCalled();
});

test("nothing can be asked for before its plan was read, nor when it cannot be made", () => {
  draw({ preview: { data: undefined, error: null } });
  expect(screen.getByRole("status").textContent).toBe("Reading the files…");
  expect(screen.queryByRole("button")).toBeNull();
  cleanup();
  const refusal = { kind: "missing", code: "scale.no-pool", message: "There is no line to change." } as const;
  draw({ preview: { data: undefined, error: new AskFailed(refusal, null) } });
  expect(screen.getByRole("alert").textContent).toBe("There is no line to change.");
  expect(screen.queryByRole("button")).toBeNull();
});

test("a refused request stands beside the button that sent it", () => {
  draw({ act: { pending: false, refused: "The plan changed since you looked." } });
  expect(screen.getByRole("alert").textContent).toBe("The plan changed since you looked.");
});
