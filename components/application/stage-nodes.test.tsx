import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Pipeline } from "../pipeline/pipeline";
import { applicationView, asOf, leads, minutesAgo, placement, stage } from "./application.fixture";
import { LastEvents } from "./last-events";
import { shortNames, stageNodes } from "./stage-nodes";
import { VersionLanes } from "./version-lanes";

afterEach(cleanup);

const nodeNamed = (name: string): HTMLElement => {
  const found = screen.getAllByRole("listitem").find((item) => within(item).queryByRole("link", { name }));
  if (!found) throw new Error(`no node ${name}`);
  return found;
};

test("a place whose cluster is silent says when it was last seen and is not painted healthy", () => {
  const unknown = { kind: "unknown", word: "unknown", reason: "prod-east does not answer" } as const;
  const production = stage("production", {
    placements: [
      placement("prod-west"),
      placement("prod-east", { health: unknown, staleSince: minutesAgo(14), pods: null }),
    ],
  });
  render(<Pipeline label="Stages" asOf={asOf} nodes={stageNodes(applicationView([production]))} />);
  const east = screen.getByText("east").closest("li");
  expect(east?.className).toContain("hatch");
  expect(east?.textContent).toContain("last seen");
  expect(east?.querySelector("[data-status=healthy]")).toBeNull();
  expect(screen.getByText("west").closest("li")?.querySelector("[data-status=healthy]")).not.toBeNull();
});

test("sibling clusters are called by what tells them apart, and never by nothing", () => {
  expect(shortNames(["prod-cluster-primary", "prod-cluster-secondary"])).toEqual(["primary", "secondary"]);
  expect(shortNames(["prod", "prod-b"])).toEqual(["prod", "prod-b"]);
  expect(shortNames(["eu-a", "us-a"])).toEqual(["eu-a", "us-a"]);
  expect(shortNames(["alone-cluster"])).toEqual(["alone-cluster"]);
});

test("the node that waits prints the reason and links to what it waits for", () => {
  const view = applicationView([
    stage("staging", { next: leads("production", "waiting", { promotion: "prm_06d2aaaabbbbn8vq" }) }),
    stage("production", {
      standing: {
        status: { kind: "waiting", word: "1.8.2 waits", reason: null },
        lines: ["for security-team"],
      },
    }),
  ]);
  render(<Pipeline label="Stages" asOf={asOf} nodes={stageNodes(view)} />);
  const node = nodeNamed("production");
  expect(within(node).getByText("for security-team")).toBeTruthy();
  expect(
    within(node)
      .getByRole("link", { name: /prm_06d2/ })
      .getAttribute("href"),
  ).toBe("/promotions/prm_06d2aaaabbbbn8vq");
});

test("a version that runs but is not what Git says is named beside it", () => {
  const staging = stage("staging", { version: "1.8.2", placements: [placement("s", { version: "1.8.1" })] });
  render(<Pipeline label="Stages" asOf={asOf} nodes={stageNodes(applicationView([staging]))} />);
  expect(screen.getByText("runs 1.8.1")).toBeTruthy();
});

test("the lanes have a table twin with every moment, and history claims no health", () => {
  const lanes = {
    from: minutesAgo(60 * 24 * 10),
    to: asOf,
    caption: "1 of the last 2 versions reached production.",
    items: [
      {
        version: "1.8.0",
        dots: [{ environment: "production", at: minutesAgo(9000) }],
        runs: [{ from: minutesAgo(9000), to: null }],
        standing: { kind: "healthy" as const, word: "in production", reason: "6 d" },
      },
      {
        version: "1.7.6",
        dots: [{ environment: "staging", at: minutesAgo(12_000) }],
        runs: [],
        standing: { kind: null, word: "superseded in staging", reason: null },
      },
    ],
  };
  const { container } = render(
    <VersionLanes lanes={lanes} stages={[stage("staging"), stage("production")]} />,
  );
  expect(screen.getByRole("figure", { name: "1 of the last 2 versions reached production." })).toBeTruthy();
  const twin = container.querySelector("details[data-twin]");
  expect(twin?.textContent).toContain("production 2026-11-14");
  expect(twin?.textContent).toContain("superseded in staging");
  expect(container.querySelector("[data-status]")).toBeNull();
});

test("an application to which nothing happened says so", () => {
  render(<LastEvents events={[]} asOf={asOf} />);
  expect(screen.getByText("Nothing has happened to it yet.")).toBeTruthy();
});
