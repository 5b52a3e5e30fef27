import { promotion as contract } from "@/lib/contract";
import { decides } from "../definition";
import { answerFor } from "./answer";
import { promotionTarget } from "./target";

export const reject = decides(
  contract.reject,
  ["desired", "store", "repo"],
  promotionTarget,
  (ports, { id, team, planDigest, reason }, context) =>
    answerFor(ports, { id, team, planDigest, yes: false, reason }, context),
);
