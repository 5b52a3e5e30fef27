import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { EnvironmentPanels } from "./environment-panels";
import { asOf, environment, view, without } from "./schedule.fixture";
import { SchedulesTable } from "./schedules-table";

vi.mock("../query/client", () => ({ askServer: async () => null, actOnServer: async () => null }));
vi.mock("../promotion/use-act", () => ({
  useAct: () => ({ refused: null, clear: () => undefined, pending: false, send: () => undefined }),
}));
vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => undefined }) }));
afterEach(cleanup);

const shown = (one = environment()) => render(<EnvironmentPanels environment={one} asOf={asOf} />);

test("what sleeps says until when, the size it wakes to, and its week as a picture with a table twin", () => {
  const { container } = shown();
  expect(container.textContent).toContain("asleep until Tue 08:00 Berlin");
  expect(screen.getByRole("row", { name: /web Deployment/ }).textContent).toContain("3 pods");
  expect(container.textContent).toContain("Asleep for 108 of 168 hours, 64 % of the week.");
  const twin = screen.getByRole("table", { name: "This week", hidden: true });
  expect(within(twin).getByText("0 to 8, 20 to 24", { selector: "tr:nth-child(1) td" })).toBeTruthy();
  expect(container.textContent).toContain("Wakes Tue 24 Nov 08:00");
});

test("the two savings stand apart with their mark, and what is not known is not called 0", () => {
  const { container } = shown();
  expect(container.textContent).toMatch(/€90 attributed, realised unknown/);
  expect(container.textContent).toContain("estimate. From the mean hours.");
  cleanup();
  expect(shown(environment({ saving: null })).container.textContent).toContain("not known yet");
});

test("a silent cluster is told as unknown, before anything that is shown of it", () => {
  const { container } = shown(environment({ silent: ["dev-cluster does not answer"], workloads: [] }));
  expect(container.textContent).toMatch(/^dev-cluster does not answer; what sleeps there is not known/);
});

test("a refused act names its reason in the place of the button", () => {
  const message = "production is production, and production is never put to sleep.";
  shown(without({ production: true, ask: { allowed: false, code: "schedule.production", message } }));
  expect(screen.getByRole("button", { name: /Ask for a schedule/ }).getAttribute("aria-disabled")).toBe(
    "true",
  );
  expect(document.body.textContent).toContain(message);
});

test("a CronJob of an application without a schedule can be imported, one beside a schedule is to be taken out", () => {
  const job = {
    application: "web",
    objects: ["CronJob/dev-environment-shutdown"],
    sources: [{ file: "apps/web/shutdown.yaml", line: 4, sha: null }],
    hours: { days: ["mon" as const], from: "08:00", to: "20:00", zone: "UTC", holidays: [], exclude: [] },
    text: "Mon, 08:00 to 20:00 UTC",
    lacks: ["It forgets how many pods each workload had."],
  };
  shown(without({ imports: [job] }));
  expect(screen.getByRole("button", { name: "Import as a schedule" })).toBeTruthy();
  cleanup();
  const { container } = shown(environment({ imports: [job] }));
  expect(screen.queryByRole("button", { name: "Import as a schedule" })).toBeNull();
  expect(container.textContent).toContain("take the CronJob out of the files");
  expect(container.textContent).toContain("apps/web/shutdown.yaml:4");
});

test("what Argo CD would wake is told before it sleeps, with the lines to add", () => {
  const text = "Argo CD heals web-dev: it would put the pods of web back as soon as they sleep.";
  const add = "syncPolicy:\n  syncOptions:\n    - RespectIgnoreDifferences=true";
  const { container } = shown(environment({ wakers: [{ application: "web-dev", text, add }] }));
  expect(screen.getByText(text)).toBeTruthy();
  expect(container.querySelector("pre")?.textContent).toBe(add);
  cleanup();
  shown(environment());
  expect(screen.queryByText(/Argo CD would wake it/)).toBeNull();
});

test("one row an environment: now, next change, hours, cost and both savings", () => {
  render(
    <SchedulesTable
      view={view(without(), environment())}
      focus="staging"
      hrefOf={(env) => `/schedules?env=${env}`}
      choose={() => undefined}
    />,
  );
  const [, staging, dev] = screen.getAllByRole("row");
  expect(staging?.textContent).toContain("no schedule");
  expect(
    within(staging as HTMLElement)
      .getByRole("link")
      .getAttribute("aria-current"),
  ).toBe("true");
  expect(dev?.textContent).toMatch(/wakes .*Mon to Fri, 08:00 to 20:00 Berlin.*€210/);
});
