import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { fleetView, row } from "./fleet.fixture";
import { FirstRun, FleetProblems, InvalidHead, SelectionBar } from "./fleet-states";
import { FleetTools } from "./fleet-tools";
import { NeedsStrip } from "./needs-strip";

afterEach(cleanup);

const nothing = { count: 0, text: "nothing waits for you", href: null };

test("each need is a way to its list, and a need that is nothing is no alarm", () => {
  const needs = {
    waiting: { count: 2, text: "my-service and search to production", href: "/inbox" },
    failed: nothing,
    drift: { count: 3, text: "catalog 2, identity 1", href: "/?show=drift" },
    silent: { count: 1, text: "prod-east, last answer 14 min ago", href: "/settings" },
  };
  const { container } = render(<NeedsStrip needs={needs} />);
  expect(screen.getByRole("link", { name: /wait for you/ }).getAttribute("href")).toBe("/inbox");
  expect(screen.getByRole("link", { name: /drift/ }).getAttribute("href")).toBe("/?show=drift");
  expect(container.querySelector("[data-status=failed]")).toBeNull();
  expect(container.querySelector("[data-status=unknown]")).not.toBeNull();
});

test("a problem of the fleet's files is shown with file, line and column", () => {
  const view = fleetView([row("a")], {
    problems: [
      {
        code: "manifest.unknown_key",
        severity: "error",
        message: "`replica` is no key here",
        hint: "Did you mean replicas?",
        file: "apps/web/environments.yaml",
        line: 41,
        column: 7,
      },
    ],
  });
  render(<FleetProblems view={view} />);
  expect(screen.getByText("apps/web/environments.yaml:41:7")).toBeTruthy();
  expect(screen.getByText("Did you mean replicas?")).toBeTruthy();
});

test("an invalid head says that promotions are blocked and which commit governs", () => {
  render(<InvalidHead view={fleetView([row("a")], { valid: false })} />);
  expect(screen.getByText(/promotions are blocked/)).toBeTruthy();
  expect(screen.getByText(/4f2c91a/)).toBeTruthy();
});

test("an empty fleet says what to commit and the command that checks it", () => {
  render(<FirstRun view={fleetView([])} />);
  expect(screen.getByText("No application is declared yet")).toBeTruthy();
  expect(screen.getByText("o8 fleet lint .")).toBeTruthy();
});

test("filters carry their counts, and one that came by a link stays in sight", () => {
  const view = fleetView([row("a", { marks: ["drift", "attention"] }), row("b")]);
  const ignore = () => undefined;
  render(
    <FleetTools
      view={view}
      show="drift"
      grouping="team"
      text=""
      onShow={ignore}
      onGrouping={ignore}
      onText={ignore}
    />,
  );
  expect(screen.getByRole("link", { name: /^Needs attention ?1$/ })).toBeTruthy();
  expect(screen.getByRole("link", { name: /^Drift ?1$/ }).getAttribute("aria-current")).toBe("page");
});

test("one chosen cell asks for another, two offer the comparison", () => {
  const order = ["staging", "production"];
  const one = { application: "web", environments: ["production"] };
  const { rerender } = render(<SelectionBar selection={one} order={order} onClear={() => undefined} />);
  expect(screen.queryByRole("link")).toBeNull();
  rerender(
    <SelectionBar
      selection={{ ...one, environments: ["production", "staging"] }}
      order={order}
      onClear={() => undefined}
    />,
  );
  expect(screen.getByRole("link", { name: "Compare" }).getAttribute("href")).toBe(
    "/compare/staging...production?app=web",
  );
});
