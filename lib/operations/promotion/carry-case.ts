import type { RefusalCode } from "@/lib/domain/codes";
import { titleOf } from "@/lib/domain/diff/identity";
import type { Placement } from "@/lib/domain/fleet";
import { type Json, stringifyJson } from "@/lib/domain/json";
import type { Candidate } from "@/lib/domain/provenance/setter";
import { sameValue } from "@/lib/domain/provenance/setter";
import type { Refusal, RefusalKind } from "@/lib/domain/refusal";
import type { DesiredState } from "@/lib/ports/desired";
import type { Context, Ports } from "../definition";
import { isSecret } from "../provenance/explain-view";
import { explainField, type Field } from "../provenance/field";
import { fieldValue } from "../provenance/field-value";
import { makePlan } from "./make-plan";
import { type EditCase, editCase } from "./open-edit";
import { releaseLine } from "./release-guard";

export type CarryAsk = {
  application: string;
  from: string;
  to: string;
  fromIndex: number | null;
  toIndex: number | null;
  path: string;
  seen?: string | null | undefined;
};
export type CarryCase = EditCase & { what: string; before: string | null; after: string | null };

type No = { ok: false; refusal: Refusal };
type Needed = Pick<Ports, "desired" | "renderer" | "store" | "repo">;

/**
 * Brings one value of an environment into another: the one line that sets it there is set to what makes the rendered
 * value the same, and nothing else. Refused with the reason where no single line of that environment sets it, and where
 * the value there is not the one that was seen.
 */
export async function carryCase(
  ports: Needed,
  ask: CarryAsk,
  context: Context,
): Promise<({ ok: true } & CarryCase) | No> {
  const { application, from, to, path } = ask;
  const state = await ports.desired.head();
  const placed = placementIn(state, application, to);
  if (!placed || !placementIn(state, application, from))
    return no(
      "missing",
      "scope.missing",
      `There is no ${application} in ${from} and ${to} here, or you may not see it.`,
    );
  const source = await fieldAt(ports, state, application, from, ask.fromIndex, path);
  const target = await fieldAt(ports, state, application, to, ask.toIndex, path);
  if (target === null)
    return no(
      "blocked",
      "carry.no-line",
      `No line of ${to} sets ${path}, so there is none to change; add it to the layer of ${to}.`,
    );
  if (isSecret(target) || (source !== null && isSecret(source)))
    return no("blocked", "carry.no-line", "A secret is never brought from one environment to another.");
  const before = textOf(target.value);
  if (ask.seen !== undefined && ask.seen !== before)
    return no("conflict", "edit.moved", `${path} in ${to} is ${before ?? "not there"} now; look again.`, {
      actual: before,
    });
  const line = lineOf(target, to);
  if ("refusal" in line) return line;
  const { place } = line.candidate;
  const release = await releaseLine(state, { application, environment: to, path }, place, context.sha256);
  if (release) return { ok: false, refusal: release };
  const value = source === null ? null : valueFor(line.candidate, source);
  if (value !== null && typeof value !== "string") return value;
  const planned = await makePlan(
    ports.desired,
    {
      kind: "edit",
      application,
      from: null,
      to,
      edits: [
        {
          file: line.edit.file,
          document: line.edit.document,
          path: line.edit.path,
          expect: line.edit.expect,
          value: value === null ? null : line.edit.prefix + value,
        },
      ],
    },
    context.sha256,
  );
  if (!planned.ok) return planned;
  const edited = await ports.desired.edited(
    state,
    new Map(planned.plan.files.map((file) => [file.file, file.after])),
  );
  const made = await fieldValue(edited, placed, target.object, path);
  if (!sameValue(made.value, source?.value))
    return no(
      "blocked",
      "carry.other-value",
      `${line.candidate.place.file}:${line.candidate.place.line} would make it ${textOf(made.value) ?? "nothing"}, not ${textOf(source?.value) ?? "nothing"}: the two environments set it in different ways.`,
    );
  return {
    ok: true,
    ...(await editCase(ports, planned, [], context)),
    what: `Bring ${path} of ${application} from ${from} to ${to}`,
    before,
    after: textOf(source?.value),
  };
}

const placementIn = (state: DesiredState, application: string, environment: string): Placement | undefined =>
  state.fleet.placements.find(
    (p) => p.application === application && p.environment === environment && p.role === "primary",
  );

async function fieldAt(
  ports: Needed,
  state: DesiredState,
  application: string,
  environment: string,
  index: number | null,
  path: string,
): Promise<Field | null> {
  const placement = placementIn(state, application, environment);
  if (!placement || index === null) return null;
  const object = (await state.render(placement)).objects[index];
  if (object === undefined) return null;
  const answer = await explainField(ports, state, { placement, object: titleOf(object), path });
  return answer.kind === "found" ? answer.field : null;
}

/** The one line that sets a field; a refusal that says why there is none. */
function lineOf(
  { path, explanation }: Field,
  environment: string,
): { candidate: Candidate; edit: NonNullable<Candidate["edit"]> } | No {
  const { winner, candidates, note } = explanation;
  const candidate = winner === null ? undefined : candidates[winner];
  if (candidate === undefined)
    return no(
      "blocked",
      "carry.no-line",
      `Which line sets ${path} in ${environment} cannot be told${note === null ? "" : `: ${note}`}.`,
    );
  if (candidate.edit === null)
    return no(
      "blocked",
      "carry.no-line",
      `${path} in ${environment} is made by a ${candidate.how} at ${candidate.place.file}:${candidate.place.line}, which is no single value; change it in its file.`,
    );
  return { candidate, edit: candidate.edit };
}

/** What the target's line must say: the same part of the value where the entry sets a part, else the whole. */
function valueFor(line: Candidate, source: Field): string | No {
  const { winner, candidates } = source.explanation;
  const its = winner === null ? undefined : candidates[winner];
  const value = its?.how === line.how ? its.value : source.value;
  if (value !== undefined && (value === null || typeof value !== "object"))
    return value === null ? "null" : String(value);
  return no(
    "blocked",
    "carry.no-line",
    "It is a list or a mapping, not one value; promote the values in it one by one.",
  );
}

const textOf = (value: Json | undefined): string | null =>
  value === undefined ? null : stringifyJson(value);

const no = (kind: RefusalKind, code: RefusalCode, message: string, facts?: Refusal["facts"]): No => ({
  ok: false,
  refusal: { kind, code, message, facts },
});
