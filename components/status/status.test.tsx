import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { StatusKind } from "@/lib/contract/view";
import { Status, StatusCounts, worstOf } from "./status";
import { statusPaths } from "./status-shape";

afterEach(cleanup);

const outlines = Object.values(statusPaths).map((paths) => paths.join(" "));

describe("a status", () => {
  test("has a shape for every kind of the contract", () => {
    expect(Object.keys(statusPaths).sort()).toEqual([...StatusKind.options].sort());
  });

  test("never shares its shape with another kind", () => {
    expect(new Set(outlines).size).toBe(outlines.length);
    const healthyOutline = statusPaths.healthy[0];
    expect(statusPaths.unknown).not.toContain(healthyOutline);
  });

  test("keeps its word for readers in a dense cell", () => {
    render(<Status kind="attention" word="drift 2" reason="catalog" dense />);
    const word = screen.getByText("drift 2");
    expect(word.className).toContain("heard");
    expect(word.parentElement?.textContent).toBe("drift 2, catalog");
  });

  test("says when it was last seen if it is the last known one", () => {
    render(<Status kind="healthy" word="healthy" stale="13:48" />);
    const line = screen.getByText("healthy").parentElement;
    expect(line?.textContent).toBe("healthy, last seen 13:48");
    expect(line?.className).toContain("hatch");
  });

  test("hides only the shape from readers", () => {
    const { container } = render(<Status kind="failed" word="failed" />);
    expect(container.querySelector("svg")?.getAttribute("aria-hidden")).toBe("true");
    expect(screen.getByText("failed")).toBeTruthy();
  });
});

describe("several states", () => {
  test("show the gravest one, and unknown when nothing was seen", () => {
    expect(worstOf(["healthy", "unknown", "failed"])).toBe("failed");
    expect(worstOf(["healthy", "unknown"])).toBe("unknown");
    expect(worstOf([])).toBe("unknown");
  });

  test("count what is not well", () => {
    render(<StatusCounts counts={{ healthy: 11, failed: 2, unknown: 1 }} />);
    expect(screen.getByText("2 failed, 1 unknown of 14")).toBeTruthy();
  });

  test("say that nothing was seen instead of showing green", () => {
    const { container } = render(<StatusCounts counts={{}} />);
    expect(container.querySelector("[data-status=unknown]")).toBeTruthy();
    expect(screen.getByText("nothing seen")).toBeTruthy();
  });
});
