import type { Edit } from "./edit";
import { replace } from "./edit";
import type { Release } from "./release";
import { release } from "./release";
import type { ExampleEnvironment } from "./version";
import { versionFile } from "./version";

/** What ran everywhere before the first release below, or what an application came with. */
export const firstVersions: Readonly<Record<string, string>> = {
  "my-service": "1.6.8",
  checkout: "3.2.4",
  ledger: "2.10.0",
  catalog: "0.27.5",
  search: "5.1.5",
  web: "2026.40",
  identity: "1.38.2",
  notifier: "0.9.9",
};

const both = ["jonas", "priya"] as const;
const others = ["mira", "wen"] as const;

function payouts(environment: ExampleEnvironment): readonly Edit[] {
  const file = versionFile("my-service", environment);
  return [
    replace(file, "PAYOUT_RETRY_LIMIT=3", "PAYOUT_RETRY_LIMIT=5"),
    replace(file, "PAYOUT_BACKOFF=100ms", "PAYOUT_BACKOFF=250ms"),
  ];
}

const feature = (application: string, name: string) => (environment: ExampleEnvironment) => [
  replace(versionFile(application, environment), `  ${name}: false`, `  ${name}: true`),
];

/** Every version that moved in eight weeks, by application and then by age. */
export const releases: readonly Release[] = [
  release(
    "my-service",
    "1.6.9",
    "henrik",
    "Close idle ledger connections after 30 s",
    { dev: "53d 08:40", integration: "53d 11:05", staging: "52d 09:15", production: "51d 08:30" },
    { approvers: both },
  ),
  release(
    "my-service",
    "1.7.0",
    "ada",
    "Keep a payout's trace through the queue",
    { dev: "24d 09:10", integration: "24d 11:20", staging: "21d 12:00", production: "17d 09:30" },
    { approvers: others },
  ),
  release("my-service", "1.7.1", "ada", "Name the bank in payout errors", { dev: "16d 10:00" }),
  release(
    "my-service",
    "1.7.2",
    "henrik",
    "Count refused payouts by reason",
    { dev: "16d 13:10", integration: "16d 14:30", staging: "15d 09:00", production: "14d 09:45" },
    { approvers: both },
  ),
  release(
    "my-service",
    "1.7.3",
    "tom",
    "Read payouts in larger pages",
    { dev: "14d 10:30", integration: "14d 12:00", staging: "14d 14:10", production: "13d 08:20" },
    { approvers: both },
  ),
  release(
    "my-service",
    "1.7.4",
    "tom",
    "Read payouts in pages that fit the memory",
    { dev: "13d 15:00", integration: "12d 08:45", staging: "12d 10:30", production: "12d 13:30" },
    { approvers: others },
  ),
  release("my-service", "1.7.5", "henrik", "Ask the bank for its holidays once a day", {
    dev: "11d 09:00",
    integration: "11d 10:15",
  }),
  release(
    "my-service",
    "1.7.6",
    "henrik",
    "Remember the bank's holidays over a restart",
    { dev: "11d 13:00", integration: "11d 14:05", staging: "10d 09:40", production: "10d 12:10" },
    { approvers: both },
  ),
  release(
    "my-service",
    "1.8.0",
    "ada",
    "Return 409 for a payout sent twice",
    { dev: "9d 09:20", integration: "9d 10:50", staging: "8d 13:00", production: "6d 09:15" },
    { approvers: others },
  ),
  release("my-service", "1.8.1", "henrik", "Retry payouts with a growing pause", {
    dev: "5d 09:30",
    integration: "5d 11:00",
  }),
  release(
    "my-service",
    "1.8.2",
    "ada",
    "Retry payouts with a growing pause, and stop",
    { dev: "20h", integration: "3h", staging: "2h" },
    { carries: payouts },
  ),
  release("my-service", "1.9.0", "henrik", "Batch payouts by bank day", { dev: "4m" }),

  release(
    "checkout",
    "3.3.0",
    "tom",
    "Ask for the card again after a refused payment",
    { dev: "50d 09:00", integration: "50d 11:00", staging: "49d 09:00", production: "48d 12:20" },
    { approvers: ["mira"] },
  ),
  release(
    "checkout",
    "3.3.1",
    "tom",
    "Show the delivery day in the summary",
    { dev: "40d 10:00", integration: "40d 12:00", staging: "39d 09:10", production: "38d 08:50" },
    { approvers: ["jonas"] },
  ),
  release(
    "checkout",
    "3.3.2",
    "ada",
    "Keep the basket when the session moves",
    { dev: "25d 13:30", integration: "25d 14:40", staging: "23d 10:00", production: "22d 10:30" },
    { approvers: ["mira"] },
  ),
  release(
    "checkout",
    "3.4.0",
    "tom",
    "Pay by bank transfer",
    { dev: "13d 09:40", integration: "13d 11:30", staging: "12d 11:50", production: "9d 08:40" },
    { approvers: ["jonas"] },
  ),
  release(
    "checkout",
    "3.4.1",
    "tom",
    "The new checkout asks for the address last",
    { dev: "34h", integration: "30h", staging: "28h" },
    { carries: feature("checkout", "new_checkout") },
  ),
  release("checkout", "3.4.2", "ada", "Say which card was refused", { dev: "2m" }),

  release(
    "ledger",
    "2.11.0",
    "henrik",
    "Book in the currency of the account",
    { dev: "45d 08:50", integration: "45d 12:30", staging: "44d 09:00", production: "41d 08:35" },
    { approvers: both },
  ),
  release(
    "ledger",
    "2.11.1",
    "henrik",
    "Close the day in half the time",
    { dev: "31d 09:00", integration: "31d 13:00", staging: "30d 08:40", production: "27d 09:05" },
    { approvers: others },
  ),
  release(
    "ledger",
    "2.11.2",
    "ada",
    "Write the statement in one transaction",
    { dev: "10d 10:00", integration: "10d 13:40", staging: "7d 09:20", production: "5d 10:10" },
    { approvers: both },
  ),
  release("ledger", "2.11.3", "henrik", "Split bookings over two days at midnight", {
    dev: "26h",
    integration: "4h",
  }),
  release("ledger", "2.11.4", "henrik", "Split bookings at the midnight of the account", { dev: "190m" }),

  release(
    "catalog",
    "0.28.2",
    "ines",
    "Show stock by warehouse",
    { dev: "43d 10:20", integration: "43d 13:00", staging: "42d 09:30", production: "40d 09:00" },
    { approvers: ["mira"] },
  ),
  release(
    "catalog",
    "0.28.3",
    "ines",
    "Round prices as the invoice does",
    { dev: "23d 09:30", integration: "23d 11:10", staging: "22d 09:00", production: "19d 10:15" },
    { approvers: ["jonas"] },
  ),
  release("catalog", "0.29.0", "ines", "Read suppliers' feeds in parallel", {
    dev: "15d 10:40",
    integration: "15d 13:20",
  }),
  release("catalog", "0.30.0", "tom", "Group variants of one product", {
    dev: "8d 09:00",
    integration: "8d 11:40",
    staging: "7d 13:15",
  }),
  release(
    "catalog",
    "0.31.0",
    "ines",
    "Sell bundles",
    { dev: "29h", integration: "27h", staging: "20h" },
    { carries: feature("catalog", "bundles") },
  ),

  release(
    "search",
    "5.1.6",
    "ines",
    "Find by article number",
    { dev: "36d 09:50", integration: "36d 12:10", staging: "35d 10:00", production: "33d 09:40" },
    { approvers: both },
  ),
  release(
    "search",
    "5.1.7",
    "ines",
    "Forget deleted products within a minute",
    { dev: "17d 10:10", integration: "17d 13:30", staging: "15d 12:40", production: "12d 09:20" },
    { approvers: others },
  ),
  release(
    "search",
    "5.2.0",
    "ines",
    "Rank by meaning",
    { dev: "9h", integration: "8h", staging: "7h" },
    { carries: feature("search", "semantic_ranking") },
  ),

  release(
    "web",
    "2026.41",
    "ines",
    "Larger pictures on phones",
    { dev: "46d 09:00", integration: "46d 10:00", staging: "46d 11:30", production: "45d 09:10" },
    { approvers: ["mira"] },
  ),
  release(
    "web",
    "2026.43",
    "ines",
    "A calmer front page",
    { dev: "32d 09:20", integration: "32d 10:40", staging: "31d 09:40", production: "30d 09:30" },
    { approvers: ["jonas"] },
  ),
  release(
    "web",
    "2026.44",
    "tom",
    "Filters that remember",
    { dev: "25d 09:00", integration: "25d 10:20", staging: "24d 10:00", production: "23d 08:45" },
    { approvers: ["mira"] },
  ),
  release(
    "web",
    "2026.45",
    "ines",
    "Faster first picture",
    { dev: "18d 08:50", integration: "18d 09:50", staging: "17d 11:40", production: "16d 09:00" },
    { approvers: ["jonas"] },
  ),
  release(
    "web",
    "2026.46",
    "ines",
    "Winter sale",
    { dev: "32h", integration: "28h", staging: "26h", production: "23h" },
    { approvers: ["mira"] },
  ),
  release("web", "2026.47", "ines", "Bundles on the product page", { dev: "26m" }),

  release(
    "identity",
    "1.39.0",
    "wen",
    "Refuse passwords from known leaks",
    { dev: "39d 09:30", integration: "39d 11:00", staging: "38d 09:20", production: "36d 09:00" },
    { approvers: ["priya"] },
  ),
  release(
    "identity",
    "1.40.1",
    "mira",
    "Sign in with a passkey",
    { dev: "5d 08:40", integration: "5d 10:20", staging: "4d 09:00", production: "3d 09:30" },
    { approvers: ["priya"] },
  ),

  release(
    "notifier",
    "0.9.10",
    "henrik",
    "Send receipts as text messages",
    { dev: "33d 13:00", integration: "32d 12:00", production: "31d 10:20" },
    { approvers: ["mira"] },
  ),
  release("notifier", "0.9.12", "henrik", "Wait politely when the mail host is busy", {
    dev: "6d 10:00",
    integration: "5d 13:30",
  }),
];
