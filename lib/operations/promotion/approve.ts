import { promotion as contract } from "@/lib/contract";
import { decides } from "../definition";
import { answerFor } from "./answer";
import { promotionTarget } from "./target";

export const approve = decides(
  contract.approve,
  ["desired", "store", "repo"],
  promotionTarget,
  (ports, { id, team, planDigest, comment }, context) =>
    answerFor(ports, { id, team, planDigest, yes: true, reason: comment ?? null }, context),
);
