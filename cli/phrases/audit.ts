import { Option } from "commander";
import type { Phrase } from "../io";

export const auditPhrases: readonly Phrase[] = [
  {
    words: "audit verify",
    summary: "Recompute the record's hash chain; exit 1 when an entry does not fit",
    kind: "AuditVerify",
    options: [
      new Option(
        "--head <seq:hash>",
        "a head noted elsewhere: also proves that nothing was cut off or rewritten",
      ),
    ],
    examples: ["o8 audit verify", "o8 audit verify --head 412:9f2c…"],
    run: async (given) => (await import("../audit-verify")).runAuditVerify(given),
  },
];
