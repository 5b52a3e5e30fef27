import { audit } from "@/lib/contract";
import { answers } from "../definition";

export const verify = answers(audit.verify, ["store"], async ({ store }, { head }) => {
  const noted =
    head === undefined ? [] : [{ seq: Number(head.split(":")[0]), hash: head.split(":")[1] ?? "" }];
  const proof = await store.ledger.verify(noted);
  return {
    intact: proof.intact,
    entries: proof.entries,
    head: proof.head,
    firstBad: proof.intact ? null : proof.firstBad,
    note:
      noted.length > 0
        ? "Compared with the head you noted: a cut or rewritten tail would show."
        : "The chain alone cannot show a cut tail or a full rewrite: note the head outside this database and verify with it.",
  };
});
