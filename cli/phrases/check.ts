import { Option } from "commander";
import type { Phrase } from "../io";

export const checkPhrases: readonly Phrase[] = [
  {
    words: "check report",
    summary: "Record the result of a check for the exact release that runs there",
    kind: "CheckReport",
    options: [
      new Option("--application <name>", "such as my-service").makeOptionMandatory(),
      new Option("--environment <name>", "where it was tested").makeOptionMandatory(),
      new Option("--check <name>", "a name of the testing block, such as smoke_tests").makeOptionMandatory(),
      new Option("--result <result>", "how it went")
        .choices(["passed", "failed", "inconclusive"])
        .makeOptionMandatory(),
      new Option("--link <url>", "where the report lies"),
      new Option("--details <text>", "what to know about it"),
      new Option("--release <version>", "the version that was tested; refused when another one runs there"),
    ],
    examples: [
      "o8 check report --application my-service --environment integration --check smoke_tests --result passed --link https://ci.example.com/42",
    ],
    run: async (given) => (await import("../check-report")).runCheckReport(given),
  },
];
