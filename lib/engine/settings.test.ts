import { describe, expect, it } from "vitest";
import { readSettings } from "./settings";

const least = { O8_REPOSITORY: "/tree", O8_SECRET: "x".repeat(32) };

describe("the settings of an installation", () => {
  it("name every wrong variable at once, each with what to give", () => {
    const wrong = { O8_KEEP_SAMPLES_DAYS: "7", O8_KEEP_HOURS_DAYS: "a while", PORT: "0" };
    expect(() => readSettings({ ...least, ...wrong })).toThrow(
      /^(?=.*O8_KEEP_SAMPLES_DAYS: keep at least 8 days)(?=.*O8_KEEP_HOURS_DAYS: )(?=.*PORT: )/s,
    );
    expect(() => readSettings({})).toThrow(/O8_REPOSITORY: name .*\nO8_SECRET: set /);
  });

  it("say how long samples, hours and breakdowns are kept, whole days by default as the README says", () => {
    expect(readSettings(least).retention).toEqual({ samplesDays: 35, hoursDays: 70, partsDays: 400 });
    const longer = {
      O8_KEEP_SAMPLES_DAYS: "14",
      O8_KEEP_HOURS_DAYS: "120",
      O8_KEEP_BREAKDOWN_DAYS: "800",
    };
    expect(readSettings({ ...least, ...longer }).retention).toEqual({
      samplesDays: 14,
      hoursDays: 120,
      partsDays: 800,
    });
  });

  it("never put the demo's stand-ins beside real clusters", () => {
    expect(() => readSettings({ O8_DEMO: "1", O8_KUBECONFIG: "/kube" })).toThrow(/stand-in clusters refuse/);
  });
});
