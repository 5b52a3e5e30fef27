import type { Phrase } from "./io";
import { auditPhrases } from "./phrases/audit";
import { checkPhrases } from "./phrases/check";
import { costPhrases } from "./phrases/cost";
import { environmentPhrases } from "./phrases/environment";
import { fleetPhrases } from "./phrases/fleet";
import { loginPhrases } from "./phrases/login";
import { manifestPhrases } from "./phrases/manifest";
import { promotionPhrases } from "./phrases/promotion";
import { schemaPhrases } from "./phrases/schema";
import { versionPhrases } from "./phrases/version";

/** Everything people say to `o8`, in the order of the help. What a phrase needs is loaded when it runs. */
export const phrases: readonly Phrase[] = [
  ...loginPhrases,
  ...versionPhrases,
  ...fleetPhrases,
  ...environmentPhrases,
  ...promotionPhrases,
  ...checkPhrases,
  ...auditPhrases,
  ...manifestPhrases,
  ...costPhrases,
  ...schemaPhrases,
];

/** What each noun is about, for its help. */
export const nouns: Readonly<Record<string, string>> = {
  fleet: "the GitOps repository as a whole",
  environment: "dev, integration, staging, production: list, compare, render, promote",
  promotion: "requests to move a release: list, show, decide",
  check: "evidence about the release that runs in an environment",
  audit: "the tamper-evident record of who did what",
  manifest: "plain manifest files: diff, drift, set; without a fleet or server",
  cost: "what environments cost",
};
