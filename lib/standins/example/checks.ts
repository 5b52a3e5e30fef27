/** Evidence that the demo starts with: what the CI said about the release that runs there. */
export type ExampleCheck = {
  application: string;
  environment: string;
  /** The version it was run on; the one that runs there now. */
  version: string;
  check: string;
  result: "passed" | "failed";
  minutesAgo: number;
  link: string;
};

type Ran = readonly [check: string, minutesAgo: number, result?: "failed"];

const at = (application: string, environment: string, version: string, ran: readonly Ran[]): ExampleCheck[] =>
  ran.map(([check, minutesAgo, outcome]): ExampleCheck => {
    const result = outcome ?? "passed";
    const link = `https://ci.acme.example/${application}/${version}/${environment}/${check}`;
    return { application, environment, version, check, result, minutesAgo, link };
  });

const hours = (count: number) => count * 60;
const days = (count: number) => hours(count * 24);

/**
 * my-service, checkout and search may go on to production as far as checks decide; ledger is stopped by
 * integration_tests; what is only in dev has proved nothing yet.
 */
export const checks: readonly ExampleCheck[] = [
  ...at("my-service", "integration", "1.8.2", [
    ["smoke_tests", 172],
    ["integration_tests", 142],
    ["performance_tests", 136],
    ["security_scans", 131],
  ]),
  ...at("my-service", "staging", "1.8.2", [
    ["load_tests", 70],
    ["chaos_engineering", 45],
    ["penetration_tests", 38],
  ]),
  ...at("checkout", "integration", "3.4.1", [
    ["smoke_tests", hours(29.8)],
    ["integration_tests", hours(28.5)],
  ]),
  ...at("checkout", "staging", "3.4.1", [
    ["smoke_tests", hours(27.8)],
    ["load_tests", hours(26)],
  ]),
  ...at("ledger", "integration", "2.11.3", [
    ["smoke_tests", 230],
    ["integration_tests", 182, "failed"],
  ]),
  ...at("ledger", "staging", "2.11.2", [
    ["smoke_tests", days(6)],
    ["load_tests", days(5.9)],
  ]),
  ...at("catalog", "integration", "0.31.0", [
    ["smoke_tests", hours(26.8)],
    ["integration_tests", hours(20.5)],
  ]),
  ...at("catalog", "staging", "0.31.0", [
    ["smoke_tests", hours(19.8)],
    ["load_tests", hours(18)],
  ]),
  ...at("search", "dev", "5.2.0", [["smoke_tests", hours(8.8)]]),
  ...at("search", "integration", "5.2.0", [
    ["smoke_tests", hours(7.9)],
    ["relevance_tests", hours(7.3)],
  ]),
  ...at("search", "staging", "5.2.0", [
    ["smoke_tests", hours(6.8)],
    ["load_tests", hours(5)],
    ["relevance_tests", hours(4.5)],
  ]),
  ...at("web", "integration", "2026.46", [
    ["smoke_tests", hours(27.8)],
    ["visual_tests", hours(27)],
  ]),
  ...at("web", "staging", "2026.46", [
    ["smoke_tests", hours(25.8)],
    ["accessibility_tests", hours(25)],
  ]),
  ...at("identity", "integration", "1.40.1", [
    ["smoke_tests", days(4.9)],
    ["integration_tests", days(4.8)],
    ["security_scans", days(4.8)],
  ]),
  ...at("identity", "staging", "1.40.1", [
    ["smoke_tests", days(3.6)],
    ["load_tests", days(3.5)],
    ["penetration_tests", days(3.3)],
  ]),
  ...at("notifier", "integration", "0.9.12", [["smoke_tests", days(4)]]),
];
