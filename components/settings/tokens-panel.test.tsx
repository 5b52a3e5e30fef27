import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { Outcome } from "@/lib/contract/outcome";
import type { ProofView } from "@/lib/contract/view";
import { TokensPanel } from "./tokens-panel";

const run = vi.hoisted(() => vi.fn());
const signIn = vi.hoisted(() => vi.fn());
vi.mock("@/app/actions", () => ({ run }));
vi.mock("next-auth/react", () => ({ signIn }));

afterEach(() => {
  cleanup();
  run.mockReset();
});

const token = {
  id: `tok_${"0".repeat(26)}`,
  name: "pipeline",
  scopes: ["check.report" as const],
  createdAt: "2026-11-20T13:00:00.000Z",
  expiresAt: "2027-02-18T13:00:00.000Z",
  lastUsedAt: null,
};
const secret = `o8t_${"7".repeat(40)}`;
const answer = (outcome: Outcome) => run.mockResolvedValue(outcome);

const draw = (proof: ProofView = null) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TokensPanel tokens={[token]} proof={proof} />
    </QueryClientProvider>,
  );

const make = async () => {
  await userEvent.click(screen.getByRole("button", { name: "New token" }));
  await userEvent.type(screen.getByLabelText("Name"), "ci");
  await userEvent.click(screen.getByRole("button", { name: "Make the token" }));
};

test("the token's secret is shown once and gone after closing", async () => {
  answer({ ok: true, value: { item: token, secret } });
  draw();
  await make();
  expect(await screen.findByText(secret)).toBeTruthy();
  expect(run).toHaveBeenCalledWith("token.create", { name: "ci", scopes: ["read"], days: 90 });
  await userEvent.click(screen.getByRole("button", { name: "I have copied it" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(document.body.innerHTML).not.toContain(secret);
  await userEvent.click(screen.getByRole("button", { name: "New token" }));
  expect(document.body.innerHTML).not.toContain(secret);
  expect(screen.getByLabelText("Name")).toHaveProperty("value", "");
});

test("a token without a name or a scope cannot be made, and the button says why", async () => {
  draw();
  await userEvent.click(screen.getByRole("button", { name: "New token" }));
  const button = screen.getByRole("button", { name: "Make the token" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText("Give it a name first")).toBeTruthy();
  await userEvent.type(screen.getByLabelText("Name"), "ci");
  await userEvent.click(screen.getByLabelText(/^read /));
  expect(screen.getByText("Choose a scope first")).toBeTruthy();
  await userEvent.click(button);
  expect(run).not.toHaveBeenCalled();
});

test("a token that may approve asks for the password first, one that reads does not", async () => {
  answer({ ok: true, value: { item: token, secret } });
  signIn.mockResolvedValueOnce({ ok: false }).mockResolvedValueOnce({ ok: true });
  const fresh = { allowed: false, code: "auth.sign-in-old", message: "Sign in again first." };
  draw({ fresh, by: "password", email: "ada@acme.example" });
  await userEvent.click(screen.getByRole("button", { name: "New token" }));
  await userEvent.type(screen.getByLabelText("Name"), "ci");
  expect(screen.queryByText("Sign in again first.")).toBeNull();
  await userEvent.click(screen.getByLabelText(/^promotion.decide /));
  const password = screen.getByLabelText("Password of ada@acme.example");
  await userEvent.type(password, "guessed");
  await userEvent.click(screen.getByRole("button", { name: "Make the token" }));
  expect((await screen.findByRole("alert")).textContent).toContain("not the password");
  expect(run).not.toHaveBeenCalled();
  await userEvent.type(password, "right");
  await userEvent.click(screen.getByRole("button", { name: "Make the token" }));
  expect(await screen.findByText(secret)).toBeTruthy();
});

test("a refusal is said in its own words and nothing looks made", async () => {
  answer({
    ok: false,
    refusal: { kind: "forbidden", code: "auth.forbidden", message: "Only a person can own a token." },
  });
  draw();
  await make();
  const dialog = screen.getByRole("dialog");
  expect((await within(dialog).findByRole("alert")).textContent).toBe("Only a person can own a token.");
});

test("revoking asks first, names the token, and sends its id", async () => {
  answer({ ok: true, value: { id: token.id } });
  draw();
  await userEvent.click(screen.getByRole("button", { name: "Revoke" }));
  const dialog = screen.getByRole("dialog", { name: "Revoke pipeline?" });
  expect(run).not.toHaveBeenCalled();
  await userEvent.click(within(dialog).getByRole("button", { name: "Revoke" }));
  await waitFor(() => expect(run).toHaveBeenCalledWith("token.revoke", { id: token.id }));
});
