import { expect, test } from "vitest";
import { EnvironmentSchedulePlan, EnvironmentSchedules } from "@/lib/contract/documents/schedule";
import { o8 } from "./io.fixture";

const acme = ["--repo", "examples/acme"];

test("a schedule is shown offline as the lines it would write and what it means, and nothing is asked for", async () => {
  const { exit, out, err } = await o8([
    ...["environment", "schedule", "staging", "--from", "07:00", "--to", "19:00", "--plan"],
    ...["--holidays", "2026-12-24,2026-12-25", "-o", "json", ...acme],
  ]);
  expect([exit, err]).toEqual([0, expect.stringContaining("nothing is asked for")]);
  const document = EnvironmentSchedulePlan.parse(JSON.parse(out));
  expect(document).toMatchObject({
    preview: true,
    text: "Mon to Fri, 07:00 to 19:00 Berlin",
    promotion: null,
    saving: null,
  });
  expect(document.plan.edits.map(({ file, path }) => [file, path])).toEqual([
    ["orchestr8.yaml", "environments.staging.schedule"],
  ]);
}, 60_000);

test("production is refused with exit 3, and a time that is none with its words", async () => {
  const hours = ["--from", "07:00", "--plan", ...acme];
  const production = await o8(["environment", "schedule", "production", "--to", "19:00", ...hours]);
  expect([production.exit, production.err]).toEqual([3, expect.stringContaining("never put to sleep")]);
  const wrong = await o8(["environment", "schedule", "staging", "--to", "26:00", ...hours]);
  expect([wrong.exit, wrong.err]).toEqual([3, expect.stringContaining("must be a time of day")]);
}, 60_000);

test("without hours it says what is declared, and that the CronJob form could be a schedule", async () => {
  const { exit, out } = await o8(["environment", "schedule", "dev", "-o", "json", ...acme]);
  expect(exit).toBe(0);
  const { environments } = EnvironmentSchedules.parse(JSON.parse(out));
  expect(environments).toMatchObject([
    {
      environment: "dev",
      imports: [{ application: "my-service", objects: ["CronJob/dev-environment-shutdown"] }],
    },
  ]);
}, 60_000);
