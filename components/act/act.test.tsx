import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { TeamApproval } from "@/lib/contract/promotion-view";
import { Approvals, teamsDone } from "./approvals";
import { Confirm } from "./confirm";
import { ReceiptLine, type ReceiptStep } from "./receipt";

afterEach(cleanup);

const asOf = "2026-11-20T13:02:31Z";
const person = (name: string) => ({ id: name, name, email: "" });
const yes = { allowed: true, code: null, message: null };
const team = (over: Partial<TeamApproval>): TeamApproval => ({
  team: "security-team",
  needed: 1,
  given: 0,
  approvals: [],
  people: [],
  approve: yes,
  reject: yes,
  ...over,
});

describe("approvals", () => {
  test("show a yes that no longer counts, and why", () => {
    render(
      <Approvals
        asOf={asOf}
        teams={[
          team({
            approvals: [
              {
                person: person("Wen Li"),
                at: asOf,
                yes: true,
                reason: null,
                digest: "77aa01c3ff",
                stale: "the plan changed",
              },
            ],
          }),
        ]}
      />,
    );
    expect(screen.getByText("0 of 1")).toBeTruthy();
    expect(screen.getByText(/does not count: the plan changed/).textContent).toContain("77aa01c3");
  });

  test("name who can and who cannot, with the reason", () => {
    render(
      <Approvals
        asOf={asOf}
        teams={[
          team({
            people: [
              { person: person("Priya Raman"), seenAt: null, can: yes },
              {
                person: person("Ada Lindqvist"),
                seenAt: null,
                can: { allowed: false, code: "approval.own", message: "she asked for it" },
              },
            ],
          }),
        ]}
      />,
    );
    expect(screen.getByText("Priya Raman")).toBeTruthy();
    expect(screen.getByText("Ada Lindqvist cannot: she asked for it")).toBeTruthy();
  });

  test("of a request that has ended are waited for by nobody", () => {
    const standing = () => document.querySelector("[data-status]")?.getAttribute("data-status");
    render(<Approvals asOf={asOf} teams={[team({})]} />);
    expect(standing()).toBe("waiting");
    cleanup();
    render(<Approvals asOf={asOf} teams={[team({})]} closed />);
    expect(standing()).toBe("unknown");
  });

  test("count teams, not people", () => {
    expect(teamsDone([team({ given: 1 }), team({ needed: 2, given: 1 })])).toBe("1 of 2 teams");
  });
});

describe("a confirmation", () => {
  const ask = (onConfirm: () => Promise<string | undefined>) =>
    render(
      <Confirm
        level={4}
        trigger={<button type="button">Delete…</button>}
        title="Delete integration?"
        facts={["Deletes 8 applications", "Drops 2 databases"]}
        object="integration"
        verb="Delete"
        onConfirm={onConfirm}
      />,
    );

  test("of an irreversible act waits for the typed name and a reason", async () => {
    const done = vi.fn(async () => undefined);
    ask(done);
    await userEvent.click(screen.getByRole("button", { name: "Delete…" }));
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    expect(screen.getByText("Type integration first")).toBeTruthy();
    await userEvent.type(screen.getByLabelText("Type integration to confirm"), "integration");
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    expect(done).not.toHaveBeenCalled();
    await userEvent.type(screen.getByLabelText(/Reason/), "moved away");
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    expect(done).toHaveBeenCalledExactlyOnceWith({ typed: "integration", reason: "moved away" });
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("stays open and says why when the act is refused", async () => {
    ask(async () => "2 promotions are open");
    await userEvent.click(screen.getByRole("button", { name: "Delete…" }));
    await userEvent.type(screen.getByLabelText("Type integration to confirm"), "integration");
    await userEvent.type(screen.getByLabelText(/Reason/), "moved away");
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    expect((await screen.findByRole("alert")).textContent).toBe("2 promotions are open");
    expect(screen.getByRole("dialog")).toBeTruthy();
  });
});

describe("a receipt in one line", () => {
  const step = (name: string, state: ReceiptStep["state"]): ReceiptStep => ({ name, title: name, state });
  test.each([
    [
      [step("committed", "done"), step("applied", "running"), step("healthy", "pending")],
      "applied, step 2 of 3",
    ],
    [[step("committed", "done"), step("applied", "failed")], "applied failed"],
    [[step("committed", "pending")], "not started"],
    [[step("committed", "done"), step("applied", "skipped")], "done"],
    [[step("committed", "skipped")], "not started"],
  ])("promises nothing that did not happen: %#", (steps, words) => {
    render(<ReceiptLine steps={steps} />);
    expect(screen.getByText(words)).toBeTruthy();
  });
});
