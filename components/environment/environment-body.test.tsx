import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { nextOpening } from "./change-calendar";
import { ClusterFacts, zonesText } from "./cluster-facts";
import { businessHours, cluster, environmentView, minutesAgo, ruleCard } from "./environment.fixture";
import { EnvironmentBody } from "./environment-body";
import { EnvironmentTable } from "./environment-table";
import { RuleCard } from "./rule-card";

afterEach(cleanup);

const silent = cluster("prod-east", {
  role: "failover",
  reachable: false,
  asOf: minutesAgo(14),
  reason: "timed out",
});

test("a cluster that does not answer is hatched and says since when and why, never reachable", () => {
  const view = environmentView({ clusters: [cluster("prod-west"), silent] });
  const { container } = render(<ClusterFacts view={view} />);
  const fact = screen.getByText("prod-east").closest("div");
  expect(fact?.className).toContain("hatch");
  expect(fact?.textContent).toContain("not answering, last");
  expect(fact?.textContent).toContain("timed out");
  expect(fact?.querySelector("[data-status=healthy]")).toBeNull();
  expect(container.querySelectorAll("[data-status=healthy]")).toHaveLength(1);
});

test("a rule without a check says not checked yet, never that it holds", () => {
  const { container } = render(<RuleCard card={ruleCard("data")} />);
  expect(screen.getByText("not checked yet")).toBeTruthy();
  expect(container.querySelector("[data-status]")?.getAttribute("data-status")).toBe("unknown");
  expect(screen.getByText("environments.yaml:61@4f2c91a")).toBeTruthy();
});

test("a part of which nothing is declared says so", () => {
  render(<RuleCard card={ruleCard("testing", { facts: [], source: null })} />);
  expect(screen.getByText("Nothing is declared.")).toBeTruthy();
  expect(screen.getByText("there is nothing to check")).toBeTruthy();
});

test("the eight rule cards stand in the order of the declaration", () => {
  render(<EnvironmentBody view={environmentView()} />);
  const rules = screen.getByRole("region", { name: /^Rules/ });
  expect(
    within(rules)
      .getAllByRole("heading", { level: 3 })
      .map((card) => card.textContent),
  ).toEqual(["resources", "security", "deployment", "access", "data", "testing", "promotion", "monitoring"]);
});

test("a row of last known values says when it was seen, and unknown pods are not zero", () => {
  const [row] = environmentView().applications;
  if (!row) throw new Error("the fixture has a row");
  const unknown = { kind: "unknown", word: "unknown", reason: "prod-west does not answer" } as const;
  render(
    <EnvironmentBody
      view={environmentView({
        applications: [{ ...row, health: unknown, sync: unknown, pods: null, staleSince: minutesAgo(14) }],
      })}
    />,
  );
  const line = screen.getByRole("row", { name: /^my-service 1/ });
  expect(line.className).toContain("hatch");
  expect(line.textContent).toContain("last seen");
  expect(line.textContent).not.toContain("0 of");
  expect(line.querySelector("[data-status=healthy]")).toBeNull();
});

test("the calendar's twin says of every deployment whether it was inside the window", () => {
  const { container } = render(<EnvironmentBody view={environmentView()} />);
  const twin = container.querySelector("details[data-twin]");
  expect(twin?.textContent).toContain("my-serviceTue 17 Nov 10:00inside");
  expect(twin?.textContent).toContain("ledgerSat 14 Nov 11:40outside");
});

test("the next opening is found over the weekend, and none is claimed while it is open or never opens", () => {
  const { calendar } = environmentView();
  const at = (day: number, hour: number, open = businessHours) =>
    nextOpening({ ...calendar, open, now: { day, minute: hour * 60 } });
  expect(at(4, 18)).toEqual({ day: 0, minute: 540, text: "opens Mon 09:00" });
  expect(at(6, 23)?.text).toBe("opens Mon 09:00");
  expect(at(4, 10)).toBeUndefined();
  expect(
    at(
      4,
      10,
      businessHours.map((day) => day.map(() => false)),
    ),
  ).toBeUndefined();
});

test("zones drop the region that they repeat", () => {
  expect(zonesText({ name: "eu-central-1", zones: ["eu-central-1a", "eu-central-1b"] })).toBe(
    "eu-central-1 a, b",
  );
  expect(zonesText({ name: "rack", zones: ["north"] })).toBe("rack north");
});

test("the list of environments compares each with the one before it and names a silent cluster", () => {
  const item = {
    name: "production",
    type: "production",
    order: 1,
    production: true,
    clusters: [silent],
    sleep: null,
    window: { name: null, state: "always" as const, text: "always open", because: null, until: null },
    applications: 8,
    health: {
      worst: { kind: "unknown" as const, word: "unknown", reason: null },
      counts: { healthy: 7, unknown: 7 },
    },
  };
  const staging = { ...item, name: "staging", production: false, clusters: [cluster("s")] };
  render(<EnvironmentTable view={{ items: [staging, item], asOf: minutesAgo(0) }} />);
  const row = screen.getByRole("row", { name: /^PROD/ });
  expect(
    within(row)
      .getByRole("link", { name: /Compare with staging/ })
      .getAttribute("href"),
  ).toBe("/compare/staging...production");
  expect(row.textContent).toContain("not answering");
  expect(row.textContent).toContain("7 unknown of 14");
});
