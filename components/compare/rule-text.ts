import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import type { Line } from "./compare-rows";

/** What the fleet's rules say of a row: words, a place in the fleet file, words. */
export type RuleText = { text: string; code: string | null; after: string };

const plain = (text: string): RuleText => ({ text, code: null, after: "" });
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The rule that expects a row, or the one that comes nearest, or that there is none. */
export function ruleText(
  view: Pick<EnvironmentDiffView, "nearRules" | "left" | "right">,
  line: Line,
): RuleText {
  switch (line.kind) {
    case "expected": {
      const policy = /^policy: (.*)$/s.exec(line.because ?? "")?.[1];
      return policy === undefined
        ? plain(line.because === null ? "Expected." : `${capital(line.because)}.`)
        : { text: `Expected by a rule of `, code: "compare.expect", after: `: ${policy}` };
    }
    case "leak":
      return plain(
        `${capital(line.because ?? "It names the other environment")}. No rule of another class silences a leak.`,
      );
    case "guard":
      return plain("No rule can expect this: an object that protects is on one side only.");
    case "one-sided":
      return plain(
        `${line.left === undefined ? view.right : view.left} has this object, the other does not.`,
      );
    case "version":
      return plain("A version differs until it is promoted; no rule is needed.");
    case "derived":
      return plain(`It follows from another difference: ${line.because ?? "a name or checksum"}.`);
    case "formatting":
      return plain(`${capital(line.because ?? "the same content, written in another way")}.`);
    case "unexplained": {
      const near = view.nearRules.find((rule) => rule.id === line.id);
      return near === undefined
        ? plain("No rule expects this, and none speaks of this path.")
        : {
            text: "No rule expects this. Nearest: ",
            code: `compare.expect[${near.index}]`,
            after: ` ${near.but}.`,
          };
    }
  }
}
