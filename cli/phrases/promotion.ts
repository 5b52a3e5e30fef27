import { Option } from "commander";
import type { Phrase } from "../io";
import { applicationOption, integer } from "../option";

const id = ["<id>", "such as prm_0192…"] as const;
const teamOption = (): Option =>
  new Option("--team <team>", "the team you answer for (default: the one that waits for you)");
const digestOption = (): Option =>
  new Option(
    "--digest <digest>",
    "the plan you looked at; another one is refused (default: the plan of this moment)",
  );

export const promotionPhrases: readonly Phrase[] = [
  {
    words: "promotion list",
    summary: "Promotions, newest first",
    kind: "PromotionList",
    options: [
      new Option("--state <state>", "which of them").choices(["open", "closed", "all"]).default("open"),
      applicationOption(),
      new Option("--environment <name>", "only those from or to it"),
      new Option("--limit <n>", "at most so many").argParser(integer).default(50),
    ],
    examples: ["o8 promotion list", "o8 promotion list --state all --application my-service -o json"],
    run: async (given) => (await import("../promotion")).runPromotionList(given),
  },
  {
    words: "promotion show",
    summary: "What it changes, what it waits for and who can act",
    kind: "PromotionShow",
    arguments: [id],
    examples: ["o8 promotion show prm_01k9x3v7h2fq8r5n0d6m4b1t7c"],
    run: async (given) => (await import("../promotion")).runPromotionShow(given),
  },
  {
    words: "promotion approve",
    summary: "Say yes for one team to exactly this plan",
    kind: "PromotionApprove",
    arguments: [id],
    options: [teamOption(), digestOption(), new Option("--comment <text>", "a word with it")],
    examples: ["o8 promotion approve prm_01k9x3v7h2fq8r5n0d6m4b1t7c --team platform-team"],
    run: async (given) => (await import("../promotion")).runPromotionApprove(given),
  },
  {
    words: "promotion reject",
    summary: "Say no for one team, with the reason",
    kind: "PromotionReject",
    arguments: [id],
    options: [teamOption(), digestOption(), new Option("--reason <text>", "why not").makeOptionMandatory()],
    examples: [
      'o8 promotion reject prm_01k9x3v7h2fq8r5n0d6m4b1t7c --team security-team --reason "CVE-2026-1234 is open"',
    ],
    run: async (given) => (await import("../promotion")).runPromotionReject(given),
  },
  {
    words: "promotion withdraw",
    summary: "Take a waiting request back",
    kind: "PromotionWithdraw",
    arguments: [id],
    options: [new Option("--reason <text>", "why")],
    examples: ["o8 promotion withdraw prm_01k9x3v7h2fq8r5n0d6m4b1t7c"],
    run: async (given) => (await import("../promotion")).runPromotionWithdraw(given),
  },
];
