import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { leads, stage } from "./application.fixture";
import { mainStep, NextStep } from "./next-step";

afterEach(cleanup);

test("a step that may be asked for leads to its review page, never asks by itself", () => {
  const step = { from: stage("staging", { version: "1.8.2" }), next: leads("production", "ahead") };
  render(<NextStep application="my-service" step={step} />);
  expect(screen.getByRole("link", { name: "Promote 1.8.2 to production" }).getAttribute("href")).toBe(
    "/applications/my-service/promote?from=staging&to=production",
  );
});

test("a step that may not be asked for is a button that is off and quotes the verdict", () => {
  const message = "load_tests was not reported for 1.8.2 in staging";
  const step = {
    from: stage("staging", { version: "1.8.2" }),
    next: leads("production", "ahead", { message }),
  };
  render(<NextStep application="my-service" step={step} />);
  const button = screen.getByRole("button", { name: "Promote 1.8.2 to production" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toContain(
    message,
  );
  expect(screen.queryByRole("link")).toBeNull();
});

test("a step that was asked for already opens that promotion", () => {
  const step = { from: stage("staging"), next: leads("production", "waiting", { promotion: "prm_1" }) };
  render(<NextStep application="my-service" step={step} />);
  expect(screen.getByRole("link").getAttribute("href")).toBe("/promotions/prm_1");
});

test("the page's one step is the promotion under way, else the newer version nearest production", () => {
  const dev = stage("dev", { next: leads("staging", "ahead") });
  const staging = stage("staging", { next: leads("production", "ahead") });
  const waiting = stage("dev", { next: leads("staging", "waiting", { promotion: "prm_1" }) });
  expect(mainStep([dev, staging])?.from.environment).toBe("staging");
  expect(mainStep([waiting, staging])?.next.promotion).toBe("prm_1");
  expect(mainStep([stage("dev", { next: leads("staging", "none") }), stage("staging")])).toBeNull();
});
