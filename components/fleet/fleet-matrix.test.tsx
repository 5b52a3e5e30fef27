import { cleanup, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { cell, fleetView, head, healthy, minutesAgo, row, unknown } from "./fleet.fixture";
import { FleetMatrix } from "./fleet-matrix";
import type { Selection } from "./selection";
import { shownGroups } from "./shown-rows";

afterEach(cleanup);

const draw = (
  view: ReturnType<typeof fleetView>,
  selection: Selection | null = null,
  onSelect: (next: Selection | null) => void = () => undefined,
) =>
  render(
    <FleetMatrix
      view={view}
      groups={shownGroups(view, { show: "all", text: "", grouping: "team" })}
      selection={selection}
      onSelect={onSelect}
    />,
  );

const silentProduction = head("production", {
  clusters: [
    { name: "prod-west", region: null, role: "primary", reachable: true, asOf: minutesAgo(0), reason: null },
    {
      name: "prod-east",
      region: null,
      role: "failover",
      reachable: false,
      asOf: minutesAgo(14),
      reason: "timeout",
    },
  ],
});

test("a cluster that does not answer is named in its column head and its cells are hatched, never green", () => {
  const view = fleetView(
    [
      row("my-service", {
        cells: [
          cell("staging"),
          cell("production", { health: unknown, silent: "prod-east", staleSince: minutesAgo(14) }),
        ],
      }),
    ],
    { environments: [head("staging"), silentProduction] },
  );
  draw(view);
  const column = screen.getByRole("columnheader", { name: /production/ });
  expect(within(column).getByText(/prod-east not answering since 12:48 UTC/)).toBeTruthy();
  expect(column.className).toContain("hatch");
  const [, , production] = within(screen.getByRole("row", { name: /my-service/ })).getAllByRole("cell");
  expect(production?.className).toContain("hatch");
  expect(production?.querySelector("[data-status=healthy]")).toBeNull();
  expect(production?.textContent).toContain("last seen");
  expect(screen.getByRole("columnheader", { name: /staging/ }).className).not.toContain("hatch");
});

test("a cell whose cluster was never heard from is hatched too and says so", () => {
  const production = cell("production", { health: unknown, silent: "prod-east" });
  draw(fleetView([row("my-service", { cells: [cell("staging"), production] })]));
  const [, , last] = within(screen.getByRole("row", { name: /my-service/ })).getAllByRole("cell");
  expect(last?.className).toContain("hatch");
  expect(last?.textContent).toContain("never heard from prod-east");
});

test("a cluster that never answered yet is said so, not passed over", () => {
  const view = fleetView([row("my-service")], {
    environments: [
      head("staging", {
        clusters: [{ name: "s", region: null, role: "primary", reachable: null, asOf: null, reason: null }],
      }),
      head("production"),
    ],
  });
  draw(view);
  expect(
    within(screen.getByRole("columnheader", { name: /staging/ })).getByText("no answer yet"),
  ).toBeTruthy();
});

test("the health of a cell is heard as a word beside its shape, and unknown is not painted healthy", () => {
  draw(fleetView([row("my-service", { cells: [cell("staging", { health: unknown }), cell("production")] })]));
  const [, staging, production] = within(screen.getByRole("row", { name: /my-service/ })).getAllByRole(
    "cell",
  );
  expect(staging?.querySelector("[data-status]")?.getAttribute("data-status")).toBe("unknown");
  expect(staging?.textContent).toContain("unknown, prod-east does not answer");
  expect(production?.textContent).toContain(healthy.word);
});

test("the arrow of a blocked step says why, and leads to the application", () => {
  const next = {
    to: "production",
    kind: "blocked",
    text: "blocked",
    reason: "smoke_tests failed in staging",
    promotion: null,
  } as const;
  draw(fleetView([row("ledger", { cells: [cell("staging", { next }), cell("production")] })]));
  const arrow = screen.getByRole("link", { name: /blocked.*smoke_tests failed in staging/ });
  expect(arrow.getAttribute("href")).toBe("/applications/ledger");
});

test("the arrow of a newer version leads to its promotion, the one of a waiting promotion to that", () => {
  const ahead = {
    to: "production",
    kind: "ahead",
    text: "+2",
    reason: "2 versions ahead",
    promotion: null,
  } as const;
  const waits = { ...ahead, kind: "waiting", text: "2 teams", promotion: "prm_1" } as const;
  draw(
    fleetView([
      row("a", { cells: [cell("staging", { next: ahead }), cell("production")] }),
      row("b", { cells: [cell("staging", { next: waits }), cell("production")] }),
    ]),
  );
  expect(screen.getByRole("link", { name: /\+2/ }).getAttribute("href")).toBe(
    "/applications/a/promote?from=staging&to=production",
  );
  expect(screen.getByRole("link", { name: /2 teams/ }).getAttribute("href")).toBe("/promotions/prm_1");
});

test("production carries its label, and an application that is not there says so in words", () => {
  const absent = cell("production", { state: "absent", version: null, health: unknown });
  draw(fleetView([row("notifier", { cells: [cell("staging"), absent] })]));
  expect(within(screen.getByRole("columnheader", { name: /production/ })).getByText("PROD")).toBeTruthy();
  expect(screen.getByText("not deployed")).toBeTruthy();
});

test("two cells of a row are chosen with x or the button beside the version", async () => {
  const onSelect = vi.fn();
  draw(fleetView([row("my-service")]), null, onSelect);
  const user = userEvent.setup();
  const [, link] = screen.getAllByRole("link", { name: "1.8.2" });
  link?.focus();
  await user.keyboard("x");
  expect(onSelect).toHaveBeenLastCalledWith({ application: "my-service", environments: ["production"] });
  await user.click(screen.getByRole("button", { name: /my-service in staging/ }));
  expect(onSelect).toHaveBeenLastCalledWith({ application: "my-service", environments: ["staging"] });
});

test("arrow keys go from a cell to its neighbours", async () => {
  draw(fleetView([row("a"), row("b")]));
  const [first] = screen.getAllByRole("link", { name: "1.8.2" });
  first?.focus();
  const user = userEvent.setup();
  await user.keyboard("{ArrowDown}{ArrowRight}");
  const cells = within(screen.getByRole("row", { name: /^b/ })).getAllByRole("cell");
  expect(cells[2]?.contains(document.activeElement)).toBe(true);
});

test("five hundred applications draw only the rows near the window, and say how many there are", () => {
  const rows = Array.from({ length: 500 }, (_, index) => row(`app-${index}`));
  // A page without layout has no heights; every line is as high as in a browser.
  const height = vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(53);
  const { container } = draw(fleetView(rows));
  height.mockRestore();
  expect(container.querySelectorAll("tbody tr").length).toBeLessThan(80);
  expect(container.querySelector("table")?.getAttribute("aria-rowcount")).toBe("502");
});
