import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  timeout: 300_000,
  expect: { timeout: 60_000 },
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  outputDir: "test-results",
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // Pictures are drawn without a graphics card and cost more than the journeys; snapshots of the page tell as much.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      ...(process.env.O8_CHROMIUM ? { executablePath: process.env.O8_CHROMIUM } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
