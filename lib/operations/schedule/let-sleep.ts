import { schedule as contract } from "@/lib/contract";
import { decides, refuse, write } from "../definition";

/** Takes back every word that keeps an environment up now. */
export const letSleep = decides(
  contract.letSleep,
  ["store"],
  (_ports, { environment }) => ({ scope: { environment }, object: environment }),
  async ({ store }, { environment }, { actor, now }) => {
    const held = (await store.keeps.since({ after: now, environment })).length;
    const nobody = refuse("conflict", "schedule.not-kept", `Nobody keeps ${environment} awake now.`);
    if (held === 0) return nobody;
    const text = "its schedule holds again";
    return write({
      reason: text,
      topics: ["fleet", `environment:${environment}`],
      run: async (tx) => {
        const person = actor.kind === "person" ? actor.id : actor.kind;
        const ended = await tx.keeps.end({ environment, person }, now);
        return ended === 0 ? nobody : { environment, ended, text };
      },
    });
  },
);
