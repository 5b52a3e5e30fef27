import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { head } from "@/lib/contract/fleet";
import { show } from "@/lib/contract/promotion";
import type { PromotionView } from "@/lib/contract/promotion-view";
import { keyOf } from "../query/use-ask";
import { digest, gate, mira, olderDigest, plan, team, unenforced, view, yes } from "./promotion.fixture";
import { PromotionPage } from "./promotion-page";

const sent = vi.hoisted(() => {
  globalThis.fetch = () => Promise.reject(new Error("no network here"));
  return vi.fn();
});
const signIn = vi.hoisted(() => vi.fn());
// The network's edge: the sign-in's own requests, what would go to the server, and what it answers.
vi.mock("next-auth/react", () => ({ signIn }));
vi.mock("@/app/actions", () => ({ run: sent }));

const mine = team("security-team", { approve: yes, reject: yes });
let client: QueryClient;

function open(shown: PromotionView, search = "") {
  client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  client.setQueryData(keyOf(head, {}), {
    name: "acme",
    person: { name: mira.name, teams: ["platform-team"] },
  });
  return render(
    <QueryClientProvider client={client}>
      <NuqsTestingAdapter searchParams={search}>
        <PromotionPage initial={shown} />
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
}

const decision = () => within(screen.getByRole("complementary", { name: "Decision", hidden: true }));

beforeEach(() => {
  sent.mockReset();
  sent.mockResolvedValue({
    ok: true,
    value: {
      id: view().id,
      state: "waiting",
      sentence: [{ text: "Your yes for security-team is recorded." }],
    },
  });
});
afterEach(cleanup);

describe("deciding", () => {
  test("a disabled approve button says why and sends nothing", async () => {
    open(view());
    const button = decision().getByRole("button", { name: "Approve for security-team" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    const reason = document.getElementById(button.getAttribute("aria-describedby") ?? "");
    expect(reason?.textContent).toContain("Mira Adler is not in security-team.");
    await userEvent.click(button);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(sent).not.toHaveBeenCalled();
    expect(decision().getByRole("button", { name: /Copy link/ })).toBeTruthy();
  });

  test("the digest that is approved is the one that is shown, and a second press sends nothing more", async () => {
    open(view({ teams: [mine] }));
    await userEvent.click(decision().getByRole("button", { name: "Approve for security-team" }));
    const sheet = within(screen.getByRole("dialog"));
    expect(sheet.getByText("9c41f7e2…d5a0e207")).toBeTruthy();
    expect(sent).not.toHaveBeenCalled();
    await userEvent.dblClick(sheet.getByRole("button", { name: "Approve for security-team" }));
    await waitFor(() => expect(sent).toHaveBeenCalled());
    expect(sent.mock.calls).toEqual([
      ["promotion.approve", { id: view().id, team: "security-team", planDigest: digest }],
    ]);
  });

  test("a plan that moves while the sheet is open is not approved unseen", async () => {
    open(view({ teams: [mine] }));
    await userEvent.click(decision().getByRole("button", { name: "Approve for security-team" }));
    client.setQueryData(
      keyOf(show, { id: view().id }),
      view({ teams: [mine], plan: plan({ digest: olderDigest }) }),
    );
    const button = () =>
      within(screen.getByRole("dialog")).getByRole("button", { name: "Approve for security-team" });
    await waitFor(() => expect(button().getAttribute("aria-disabled")).toBe("true"));
    await userEvent.click(button());
    expect(sent).not.toHaveBeenCalled();
    expect(screen.getByRole("dialog").textContent).toContain("The plan changed while this was open");
  });

  const old: PromotionView["proof"] = {
    fresh: { allowed: false, code: "auth.sign-in-old", message: "Sign in again, then approve." },
    by: "password",
    email: mira.email,
  };

  test("an old sign-in asks for the password in place; a wrong one approves nothing, the right one approves at once", async () => {
    signIn.mockResolvedValueOnce({ ok: false }).mockResolvedValueOnce({ ok: true });
    open(view({ teams: [mine], proof: old }));
    await userEvent.click(decision().getByRole("button", { name: "Approve for security-team" }));
    const sheet = within(screen.getByRole("dialog"));
    expect(sheet.getByText("Sign in again, then approve.")).toBeTruthy();
    const password = sheet.getByLabelText(`Password of ${mira.email}`);
    const approve = sheet.getByRole("button", { name: "Approve for security-team" });
    await userEvent.type(password, "guessed");
    await userEvent.click(approve);
    expect((await sheet.findByRole("alert")).textContent).toContain("not the password");
    expect(sent).not.toHaveBeenCalled();
    await userEvent.type(password, "right");
    await userEvent.click(approve);
    await waitFor(() => expect(sent).toHaveBeenCalledTimes(1));
    expect(signIn).toHaveBeenLastCalledWith("demo", {
      email: mira.email,
      password: "right",
      redirect: false,
    });
  });

  test("a sign-in that grew too old while the sheet was open is asked for then", async () => {
    sent.mockResolvedValueOnce({
      ok: false,
      refusal: { kind: "blocked", code: "auth.sign-in-old", message: "Sign in again, then approve." },
    });
    open(view({ teams: [mine] }));
    await userEvent.click(decision().getByRole("button", { name: "Approve for security-team" }));
    const sheet = within(screen.getByRole("dialog"));
    expect(sheet.queryByLabelText(/Password/)).toBeNull();
    await userEvent.click(sheet.getByRole("button", { name: "Approve for security-team" }));
    expect(await sheet.findByLabelText(`Password of ${mira.email}`)).toBeTruthy();
  });

  test("the identity provider is asked anew and comes back to the open sheet of the same plan with the remark", async () => {
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    const shown = view({ teams: [mine], proof: { ...old, by: "provider" } });
    open(shown);
    await userEvent.click(decision().getByRole("button", { name: "Approve for security-team" }));
    await userEvent.type(screen.getByRole("textbox"), "Read twice.");
    await userEvent.click(screen.getByRole("button", { name: "Sign in again, then approve" }));
    const [provider, { callbackUrl }, asked] = signIn.mock.lastCall ?? [];
    expect([provider, asked]).toEqual(["oidc", { prompt: "login", max_age: "300" }]);
    cleanup();

    open(view({ teams: [mine] }), new URL(callbackUrl, "http://console.example").search);
    const sheet = within(await screen.findByRole("dialog"));
    expect(sheet.getByRole<HTMLTextAreaElement>("textbox").value).toBe("Read twice.");
    await userEvent.click(sheet.getByRole("button", { name: "Approve for security-team" }));
    await waitFor(() => expect(sent).toHaveBeenCalledTimes(1));
    expect(sent.mock.calls[0]?.[1]).toMatchObject({ planDigest: digest, comment: "Read twice." });
    cleanup();

    open(
      view({ teams: [mine], plan: plan({ digest: olderDigest }) }),
      new URL(callbackUrl, "http://console.example").search,
    );
    const moved = within(await screen.findByRole("dialog"));
    const button = moved.getByRole("button", { name: "Approve for security-team" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    vi.unstubAllGlobals();
  });

  test("the risk of the plan stands in a tab of its own, with what is not measured", () => {
    open(view({ teams: [mine] }), "?tab=risk");
    const budget = screen.getByText("SLO budget").parentElement;
    expect(budget?.textContent).toContain("not measured");
    expect(screen.getByRole("region", { name: "What to look at" })).toBeTruthy();
  });

  test("rejecting without a reason sends nothing and says what is missing", async () => {
    open(view({ teams: [mine] }));
    await userEvent.click(decision().getByRole("button", { name: "Reject" }));
    const sheet = within(screen.getByRole("dialog"));
    await userEvent.click(sheet.getByRole("button", { name: "Reject for security-team" }));
    expect(sheet.getByRole("alert").textContent).toContain("Say why");
    expect(sent).not.toHaveBeenCalled();
    await userEvent.type(sheet.getByRole("textbox"), "The retry limit is not agreed.");
    await userEvent.click(sheet.getByRole("button", { name: "Reject for security-team" }));
    await waitFor(() => expect(sent).toHaveBeenCalledTimes(1));
    expect(sent.mock.calls[0]?.[1]).toMatchObject({
      planDigest: digest,
      reason: "The retry limit is not agreed.",
    });
  });

  test("a refusal stands beside the button and nothing is painted as done", async () => {
    sent.mockResolvedValue({
      ok: false,
      refusal: { kind: "conflict", code: "plan.moved", message: "The plan changed since you looked." },
    });
    open(view({ teams: [mine] }));
    await userEvent.click(decision().getByRole("button", { name: "Approve for security-team" }));
    const sheet = within(screen.getByRole("dialog"));
    await userEvent.click(sheet.getByRole("button", { name: "Approve for security-team" }));
    expect((await sheet.findByRole("alert")).textContent).toBe("The plan changed since you looked.");
    expect(decision().getByText("0 of 1")).toBeTruthy();
  });
});

describe("the request as a whole", () => {
  test("withdrawing asks first, then sends the request's id and the reason", async () => {
    open(view({ withdraw: yes }));
    await userEvent.click(decision().getByRole("button", { name: "Withdraw" }));
    expect(sent).not.toHaveBeenCalled();
    const dialog = within(screen.getByRole("dialog"));
    await userEvent.type(dialog.getByRole("textbox"), "Not today.");
    await userEvent.click(dialog.getByRole("button", { name: "Withdraw" }));
    await waitFor(() => expect(sent).toHaveBeenCalledTimes(1));
    expect(sent.mock.calls[0]).toEqual(["promotion.withdraw", { id: view().id, reason: "Not today." }]);
  });

  test("a withdrawal that is refused keeps its dialog open with the reason", async () => {
    const message = "The promotion changed meanwhile; look again.";
    sent.mockResolvedValue({
      ok: false,
      refusal: { kind: "conflict", code: "promotion.not-waiting", message },
    });
    open(view({ withdraw: yes }));
    await userEvent.click(decision().getByRole("button", { name: "Withdraw" }));
    const dialog = within(screen.getByRole("dialog"));
    await userEvent.click(dialog.getByRole("button", { name: "Withdraw" }));
    expect((await dialog.findByRole("alert")).textContent).toBe(message);
  });
});

describe("what was said before", () => {
  test("an approval of an older plan is struck with its reason", () => {
    const stale = "The plan changed after it was given.";
    open(
      view({
        moved: {
          message: "The plan changed after an approval was given.",
          changes: ["image tag is now 1.8.2"],
        },
        teams: [
          team("security-team", {
            approvals: [
              { person: mira, at: view().requestedAt, yes: true, reason: null, digest: olderDigest, stale },
            ],
          }),
        ],
      }),
    );
    expect(decision().getByText("Mira Adler").className).toContain("line-through");
    expect(decision().getByText(new RegExp(stale))).toBeTruthy();
    expect(screen.getByRole("region", { name: "The plan moved" }).textContent).toContain(
      "image tag is now 1.8.2",
    );
  });

  test("a request that a newer one replaced leads to it and cannot be decided", () => {
    open(view({ state: "superseded", supersededBy: "prm_newer", teams: [mine] }));
    expect(screen.getByRole("link", { name: "Open the newer one" }).getAttribute("href")).toBe(
      "/promotions/prm_newer",
    );
    expect(screen.queryByRole("button", { name: /Approve/ })).toBeNull();
  });
});

describe("gates", () => {
  test("a gate that is not enforced is never drawn as passed", () => {
    open(view({ gates: [unenforced, { ...unenforced, name: "budget" }] }), "?tab=gates");
    const shown = screen.getByRole("region", { name: "Gates against time" });
    expect(shown.textContent).toContain("2 declared rules not enforced yet");
    expect(shown.querySelectorAll("[data-status=healthy]")).toHaveLength(0);
  });

  test("only evidence of a passed gate is drawn as counting on", () => {
    const failed = gate("load_tests", {
      status: { kind: "failed", word: "failed", reason: "p95 300 ms" },
      blocking: true,
    });
    open(view({ gates: [failed] }), "?tab=gates");
    expect(
      screen.getByRole("region", { name: "Gates against time" }).querySelectorAll("[data-status=healthy]"),
    ).toHaveLength(0);
  });
});

describe("steps", () => {
  test("a running promotion opens at its steps, each with its state and detail", () => {
    open(
      view({
        state: "running",
        gates: [],
        steps: [
          {
            name: "commit",
            title: "Write one commit and push it",
            state: "done",
            startedAt: view().requestedAt,
            finishedAt: view().requestedAt,
            detail: "4f2c91a pushed to main",
            href: null,
          },
          {
            name: "rollout",
            title: "Wait for the rollout",
            state: "running",
            startedAt: view().requestedAt,
            finishedAt: null,
            detail: null,
            href: null,
          },
        ],
      }),
    );
    const steps = within(screen.getByRole("list", { name: "Steps" }));
    expect(steps.getByText("4f2c91a pushed to main")).toBeTruthy();
    expect(steps.getByText(", running")).toBeTruthy();
  });
});
