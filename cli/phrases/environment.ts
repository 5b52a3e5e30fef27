import { Option } from "commander";
import type { Phrase } from "../io";
import {
  applicationOption,
  day,
  duration,
  integer,
  listOption,
  moment,
  repoOption,
  revisionOption,
  serverOption,
} from "../option";

const classes = ["unexplained", "expected", "version", "derived", "formatting", "leak"];

export const environmentPhrases: readonly Phrase[] = [
  {
    words: "environment list",
    summary: "The environments in promotion order",
    kind: "EnvironmentList",
    options: [repoOption(), serverOption()],
    examples: ["o8 environment list", "o8 environment list --server"],
    run: async (given) => (await import("../environment-list")).runEnvironmentList(given),
  },
  {
    words: "environment diff",
    summary: "How two environments differ, and which differences are meant; exit 1 when one needs a look",
    kind: "EnvironmentDiff",
    arguments: [
      ["<left>", "an environment, such as staging"],
      ["<right>", "the one to compare it with, such as production"],
    ],
    options: [
      applicationOption(),
      new Option("--only <class>", "show differences of one class only; the exit code counts all").choices(
        classes,
      ),
      revisionOption(),
      repoOption(),
      serverOption(),
    ],
    examples: [
      "o8 environment diff staging production",
      "o8 environment diff staging production --application my-service --only unexplained",
      "o8 environment diff dev integration --revision HEAD~1 -o json",
    ],
    run: async (given) => (await import("../environment-diff")).runEnvironmentDiff(given),
  },
  {
    words: "environment expect",
    summary: "Ask to mark differences as expected: a rule in orchestr8.yaml, with the approvals of its way",
    kind: "EnvironmentExpect",
    arguments: [
      ["<left>", "an environment, such as staging"],
      ["<right>", "the one it is compared with, such as production"],
    ],
    options: [
      new Option(
        "--path <glob>",
        "which values: * for one key or item, ** for any depth",
      ).makeOptionMandatory(),
      new Option(
        "--reason <text>",
        "why they are meant; shown wherever the rule hides one",
      ).makeOptionMandatory(),
      new Option("--application <name>", "only in this one, * for any letters (default: in all)"),
      new Option("--kind <kind>", "only in objects of this kind, such as Deployment"),
      new Option(
        "--class <class>",
        "only differences of this class; a leak is hidden by no other rule",
      ).choices(["unexplained", "version", "derived", "leak"]),
      new Option("--direction <way>", "only while the value moves so towards production").choices([
        "rise",
        "fall",
      ]),
      new Option("--until <date>", "the last day on which it counts, such as 2026-12-31").argParser(day),
      new Option("--every-pair", "between all environments, not only these two"),
      new Option("--comment <text>", "a word for the people who decide").conflicts("plan"),
      new Option("--plan", "only show what it would hide: a preview of the checkout, nothing is asked for"),
      repoOption(),
      serverOption(),
    ],
    examples: [
      'o8 environment expect staging production --path spec.replicas --kind Deployment --direction rise --reason "more load" --plan',
      'o8 environment expect dev staging --path "data.*_URL" --application web --reason "sandboxes of our suppliers" --until 2026-12-31',
    ],
    run: async (given) => (await import("../environment-expect")).runEnvironmentExpect(given),
  },
  {
    words: "environment explain",
    summary: "Where a value comes from: the layer, file and line that set it, and the candidates that lost",
    kind: "EnvironmentExplain",
    arguments: [
      ["<environment>", "where the value is, such as production"],
      ["<path>", "a declared value, or one of an object after its Kind/name and a slash"],
    ],
    options: [
      applicationOption(),
      new Option("--cluster <name>", "on this cluster (default: the primary one)"),
      revisionOption(),
      repoOption(),
      serverOption(),
    ],
    examples: [
      "o8 environment explain production --application my-service resources.limits.memory",
      "o8 environment explain production --application my-service 'Deployment/my-service/spec.replicas'",
      "o8 environment explain staging --application catalog values/app.image.tag -o json",
    ],
    run: async (given) => (await import("../environment-explain")).runEnvironmentExplain(given),
  },
  {
    words: "environment parity",
    summary:
      "How alike neighbouring environments are, with what keeps them apart; exit 1 when that is dangerous",
    kind: "EnvironmentParity",
    arguments: [["[environments...]", "compared as neighbours in promotion order; all when absent"]],
    options: [revisionOption(), repoOption(), serverOption()],
    examples: ["o8 environment parity", "o8 environment parity staging production -o json"],
    run: async (given) => (await import("../environment-parity")).runEnvironmentParity(given),
  },
  {
    words: "environment render",
    summary: "The objects that an environment's files render to; secret values are never printed",
    kind: "EnvironmentRender",
    arguments: [["[environment]", "all of them when absent"]],
    options: [applicationOption(), revisionOption(), repoOption()],
    examples: [
      "o8 environment render staging",
      "o8 environment render production --application my-service -o yaml",
      "o8 environment render --revision main -o json",
    ],
    run: async (given) => (await import("../environment-render")).runEnvironmentRender(given),
  },
  {
    words: "environment resources",
    summary: "What environments reserve and use: node pools, nodes, workloads and quotas",
    kind: "EnvironmentResources",
    options: [
      new Option("--environment <name>", "only this environment"),
      repoOption(),
      new Option(
        "--server",
        "ask the console, which knows nodes, pods and use; a checkout knows what is declared",
      ),
    ],
    examples: [
      "o8 environment resources --environment staging",
      "o8 environment resources --environment staging --server -o json",
    ],
    run: async (given) => (await import("../environment-resources")).runEnvironmentResources(given),
  },
  {
    words: "environment scale",
    summary: "Ask for another least number of nodes of an environment's pool, as a change of its files",
    kind: "EnvironmentScale",
    arguments: [["<environment>", "whose node pool, such as staging"]],
    options: [
      new Option("--nodes <n>", "how many it keeps at least; the declared maximum is the ceiling")
        .argParser(integer)
        .makeOptionMandatory(),
      new Option("--comment <text>", "a word for the people who decide").conflicts("plan"),
      new Option("--plan", "only show what it would change: a preview of the checkout, nothing is asked for"),
      repoOption(),
      serverOption(),
    ],
    examples: ["o8 environment scale staging --nodes 3", "o8 environment scale staging --nodes 3 --plan"],
    run: async (given) => (await import("../environment-scale")).runEnvironmentScale(given),
  },
  {
    words: "environment right-size",
    summary: "Ask for the node pool, or an application's requests, that fit what ran, as a change of files",
    kind: "EnvironmentRightSize",
    arguments: [["<environment>", "where it runs, such as staging"]],
    options: [
      new Option("--application <name>", "its requests (default: the environment's node pool)"),
      new Option("--workload <name>", "only this one of the application, as Kind/name"),
      new Option("--window <days>", "how far back is looked").choices(["7d", "14d", "30d", "60d"]),
      new Option("--comment <text>", "a word for the people who decide").conflicts("plan"),
      new Option("--plan", "only show what it would change; the console is asked, which knows what was used"),
    ],
    examples: [
      "o8 environment right-size staging --plan",
      "o8 environment right-size staging --application my-service --plan",
      "o8 environment right-size production --application checkout --window 30d",
    ],
    run: async (given) => (await import("../environment-right-size")).runEnvironmentRightSize(given),
  },
  {
    words: "environment schedule",
    summary: "When environments sleep; with hours, ask for another schedule as a change of the files",
    kind: "EnvironmentSchedules",
    arguments: [["[environment]", "all of them when absent; hours need one"]],
    options: [
      new Option("--from <time>", "up from this time of day, such as 08:00"),
      new Option("--to <time>", "asleep from this time of day, such as 20:00"),
      listOption("--days <days>", "days on which it is up, such as mon,tue (default: mon to fri)"),
      new Option("--zone <zone>", "IANA zone (default: the fleet's)"),
      listOption("--holidays <dates>", "days on which it is not up, such as 2026-12-24,2026-12-25"),
      new Option("--application <name>", "only this application's own schedule"),
      new Option("--remove", "take the schedule away").conflicts(["from", "to"]),
      new Option("--comment <text>", "a word for the people who decide").conflicts("plan"),
      new Option("--plan", "only show what it would change: a preview of the checkout, nothing is asked for"),
      repoOption(),
      serverOption(),
    ],
    examples: [
      "o8 environment schedule --server",
      "o8 environment schedule dev --from 08:00 --to 20:00 --plan",
      "o8 environment schedule dev --remove",
    ],
    run: async (given) => (await import("../environment-schedule")).runEnvironmentSchedule(given),
  },
  {
    words: "environment keep-awake",
    summary: "Keep an environment up until a moment, although its schedule would let it sleep",
    kind: "EnvironmentKeepAwake",
    arguments: [["<environment>", "which, such as dev"]],
    options: [
      new Option("--until <time>", "22:00 by the clock here, or a moment such as 2026-11-23T22:00:00+01:00")
        .argParser(moment)
        .makeOptionMandatory(),
      new Option("--reason <text>", "why, for those who pay").makeOptionMandatory(),
    ],
    examples: ['o8 environment keep-awake dev --until 23:00 --reason "load test of the release"'],
    run: async (given) => (await import("../environment-keep-awake")).runEnvironmentKeepAwake(given),
  },
  {
    words: "environment let-sleep",
    summary: "Take back that an environment is kept up: its schedule holds again",
    kind: "EnvironmentLetSleep",
    arguments: [["<environment>", "which, such as dev"]],
    options: [],
    examples: ["o8 environment let-sleep dev"],
    run: async (given) => (await import("../environment-keep-awake")).runEnvironmentLetSleep(given),
  },
  {
    words: "environment promote",
    summary: "Ask for the release of one environment to move into the next",
    kind: "EnvironmentPromote",
    arguments: [["<application>", "what is promoted, such as my-service"]],
    options: [
      new Option("--from <environment>", "where the release is now").makeOptionMandatory(),
      new Option("--to <environment>", "where it shall go").makeOptionMandatory(),
      new Option("--auto-approve", "only if nobody has to approve; refused otherwise").conflicts([
        "requireApproval",
        "approvers",
      ]),
      new Option("--require-approval", "wait for approvals, also where none is declared"),
      listOption("--approvers <teams>", "teams that must approve besides the declared ones, such as a,b"),
      new Option("--comment <text>", "a word for the people who decide").conflicts("plan"),
      new Option("--plan", "only show what it would change: a preview of the checkout, nothing is asked for"),
      new Option("--wait", "follow it until it is done; exit 1 when it ends otherwise").conflicts("plan"),
      new Option("--timeout <duration>", "how long --wait follows it at most, such as 30m; exit 1 after that")
        .argParser(duration)
        .implies({ wait: true }),
      repoOption(),
      serverOption(),
    ],
    examples: [
      "o8 environment promote my-service --from dev --to staging --auto-approve",
      "o8 environment promote my-service --from staging --to production --require-approval --approvers platform-team,security-team",
      "o8 environment promote my-service --from staging --to production --plan",
    ],
    run: async (given) => (await import("../environment-promote")).runEnvironmentPromote(given),
  },
];
