import { audit } from "@/lib/contract";
import type { AuditVerify } from "@/lib/contract/documents/promotion";
import { printFailed } from "./answer";
import { exitCodes, type Given } from "./io";
import { textOption } from "./option";
import { formatOf, plural, printDocument } from "./print";
import { server } from "./server";
import { dim, green, red } from "./style";

/** `o8 audit verify`: exit 1 when the chain is broken. */
export async function runAuditVerify(given: Given): Promise<number> {
  const { io, options } = given;
  const answer = await server(io)(audit.verify, { head: textOption(given, "head") });
  if (!answer.ok) return printFailed(answer, "AuditVerify", formatOf(options), io);
  const document: AuditVerify = { schemaVersion: 1, kind: "AuditVerify", ...answer.value, problems: [] };
  await printDocument(document, formatOf(options), io, ({ intact, entries, head, firstBad, note }) =>
    [
      intact
        ? `${green("intact")}: ${plural(entries, "entry")} fit`
        : `${red("broken")}: entry ${firstBad?.seq ?? "?"} ${firstBad?.why ?? ""}`,
      ...(head === null ? [] : [`head  ${head.seq}:${head.hash}`]),
      dim(note),
    ].join("\n"),
  );
  return document.intact ? exitCodes.done : exitCodes.found;
}
