import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Button } from "./button";

afterEach(cleanup);

describe("a button that is off", () => {
  test("stays focusable, says why, and does not fire", async () => {
    const fired = vi.fn();
    render(
      <Button disabled reason="Only security-team can decide here" onClick={fired}>
        Approve
      </Button>,
    );
    const button = screen.getByRole("button", { name: "Approve" });
    await userEvent.tab();
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(button.hasAttribute("disabled")).toBe(false);
    const reason = document.getElementById(button.getAttribute("aria-describedby") ?? "");
    expect(reason?.textContent).toBe("Only security-team can decide here");
    await userEvent.click(button);
    await userEvent.keyboard("{Enter} ");
    expect(fired).not.toHaveBeenCalled();
  });

  test("does not submit its form, also not by Enter in a field", async () => {
    const sent = vi.fn((event: { preventDefault: () => void }) => event.preventDefault());
    render(
      <form onSubmit={sent}>
        <input aria-label="Reason" />
        <Button type="submit" disabled reason="Give a reason first">
          Reject
        </Button>
      </form>,
    );
    await userEvent.click(screen.getByRole("button"));
    await userEvent.type(screen.getByRole("textbox"), "no{Enter}");
    expect(sent).not.toHaveBeenCalled();
  });
});

describe("a button", () => {
  test("fires when it is on, and shows no reason", async () => {
    const fired = vi.fn();
    render(
      <Button reason="not shown" onClick={fired}>
        Ask to promote
      </Button>,
    );
    await userEvent.click(screen.getByRole("button", { name: "Ask to promote" }));
    expect(fired).toHaveBeenCalledTimes(1);
    expect(screen.queryByText("not shown")).toBeNull();
  });

  test("does not fire twice while its request is under way", async () => {
    const fired = vi.fn();
    render(
      <Button pending onClick={fired}>
        Asking
      </Button>,
    );
    const button = screen.getByRole("button", { name: "Asking" });
    await userEvent.click(button);
    expect(fired).not.toHaveBeenCalled();
    expect(button.getAttribute("aria-busy")).toBe("true");
  });
});
