import { openStore } from "../store";
import { minute } from "./fixture";

/** Writes until it is killed; with a number, it stops for ever inside the transaction after so many commits. */
async function main(): Promise<void> {
  const [, , place = "{}", stopAfter = "Infinity"] = process.argv;
  const store = await openStore(JSON.parse(place));
  const say = (text: string): Promise<void> =>
    new Promise((done) => process.stdout.write(`${text}\n`, () => done()));
  for (let n = (await store.read.people.list()).length + 1; ; n++) {
    await store.write(async (tx) => {
      const who = { issuer: "i", subject: String(n), name: `person ${n}`, email: "" };
      const { id } = await tx.people.signIn(who, minute(n));
      const act = {
        actor: id,
        via: "session",
        action: "person.meet",
        object: id,
        environment: null,
        revision: null,
      };
      await tx.ledger.append(
        { ...act, decision: "done", reason: null, requestId: `r${n}`, body: "" },
        minute(n),
      );
      if (n > Number(stopAfter)) {
        await say(`inside ${n}`);
        await new Promise((never) => setTimeout(never, 600_000));
      }
    });
    await say(`committed ${n}`);
  }
}

await main();
