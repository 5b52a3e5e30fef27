import { act, cleanup, render, screen } from "@testing-library/react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { When } from "./when";

const at = "2026-11-20T13:02:31Z";

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(new Date("2026-11-20T13:06:40Z"));
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("a moment", () => {
  test("is absolute UTC on the server, so that the first paint cannot mismatch", () => {
    const html = renderToString(<When at={at} />);
    expect(html).toContain("20 Nov 2026 13:02 UTC");
    expect(html).toContain('dateTime="2026-11-20T13:02:31.000Z"');
  });

  test("is told as of the view's own time when that is given", () => {
    expect(renderToString(<When at={at} asOf="2026-11-20T13:03:31Z" />)).toContain("1 min ago");
  });

  test("hydrates without a complaint and is relative afterwards", async () => {
    const complaints = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const recovered: unknown[] = [];
    const host = document.createElement("div");
    document.body.append(host);
    host.innerHTML = renderToString(<When at={at} />);
    vi.setSystemTime(new Date("2026-11-20T13:09:40Z"));
    const root = await act(async () =>
      hydrateRoot(host, <When at={at} />, { onRecoverableError: (error) => recovered.push(error) }),
    );
    expect(recovered).toEqual([]);
    expect(complaints).not.toHaveBeenCalled();
    expect(host.textContent).toBe("7 min ago");
    await act(async () => root.unmount());
    host.remove();
    complaints.mockRestore();
  });

  test("grows older by one shared timer", async () => {
    const timers = vi.spyOn(globalThis, "setInterval");
    render(
      <>
        <When at={at} />
        <When at={at} form="age" />
      </>,
    );
    expect(screen.getByText("4 min ago")).toBeTruthy();
    expect(timers).toHaveBeenCalledTimes(1);
    await act(async () => vi.advanceTimersByTimeAsync(60_000));
    expect(screen.getByText("5 min ago")).toBeTruthy();
    expect(screen.getByText("5 min")).toBeTruthy();
    timers.mockRestore();
  });

  test("can be reached by keyboard for its absolute time", () => {
    render(<When at={at} />);
    expect(screen.getByText("4 min ago").getAttribute("tabindex")).toBe("0");
  });

  test("that cannot be read is unknown, not a broken page", () => {
    render(<When at="yesterday" />);
    expect(screen.getByText("unknown")).toBeTruthy();
  });
});
