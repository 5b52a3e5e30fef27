import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { LiveRow } from "@/lib/contract/environment-diff";
import { LiveSide } from "./live-side";
import { liveText } from "./live-text";

afterEach(cleanup);

const row = (part: Partial<LiveRow>): LiveRow => ({
  ...{ id: "one", kind: "declared", path: null, value: undefined, manager: null, more: 0 },
  ...{ cluster: "prod-primary", asOf: "2026-11-20T13:02:31.000Z", reason: null },
  ...part,
});
const text = (part: Partial<LiveRow>) => liveText(row(part), "spec.replicas", 20);

test("what runs is the value, with its path where that is another, and a secret is only a word", () => {
  expect(text({})).toBe("as declared");
  expect(text({ kind: "other", path: "spec.replicas", value: 7 })).toBe("7");
  expect(text({ kind: "other", path: "spec.paused", value: true, more: 1 })).toBe(
    "spec.paused: true and 1 more field",
  );
  expect(text({ kind: "other", path: "spec.replicas" })).toBe("not there");
  expect(text({ kind: "other", path: "spec.replicas", value: { secret: "changed" } })).toBe(
    "secret, changed",
  );
  expect(text({ kind: "unneeded" })).toBe("it runs, although Git does not declare it");
});

test("a cluster that does not answer is unknown with its cause, and what it said before looks old", () => {
  const side = { name: "production", production: true };
  const { container } = render(
    <LiveSide side={side} row={row({ kind: "unknown", asOf: null, reason: "no answer" })} path="" />,
  );
  expect(screen.getByText("unknown").className).toContain("hatch");
  expect(container.textContent).toContain("no answer");
  cleanup();
  render(<LiveSide side={side} row={row({ reason: "no answer" })} path="" />);
  expect(screen.getByText("as declared").className).toContain("hatch");
  cleanup();
  render(<LiveSide side={side} row={row({})} path="" />);
  expect(screen.getByText("as declared").className).not.toContain("hatch");
});
