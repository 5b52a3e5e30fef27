"use client";

import { useDeferredValue, useState } from "react";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { type ExpectPlanView, type ExpectRule, expect, expectPlan } from "@/lib/contract/expectation";
import type { PathSegment } from "@/lib/domain/path";
import { PlannedAsk } from "../promotion/planned-ask";
import { useRequest } from "../promotion/use-request";
import { useAsk } from "../query/use-ask";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Dialog } from "../ui/dialog";
import { Field, TextInput } from "../ui/field";
import { Select } from "../ui/select";
import { coverOf, type Draft, directionOf, pathChoices, type Rows, ruleOf, sharedBy } from "./expect-state";
import { valueText } from "./shown-value";

/** From a row, or all rows of a cause, to a rule: what it says, what else it would hide, and then the request. */
export function ExpectDialog({ view, rows }: { view: EnvironmentDiffView; rows: Rows }) {
  const many = rows.length > 1;
  return (
    <Dialog
      trigger={<Button>{many ? `Mark all ${rows.length} as expected…` : "Mark as expected…"}</Button>}
      title={many ? `Mark ${rows.length} rows as expected` : "Mark as expected"}
      description={`${many ? "One rule" : "A rule"} in orchestr8.yaml says that ${many ? "these differences are" : "this difference is"} meant. It changes nothing that runs.`}
      className="w-[min(620px,calc(100vw-24px))]"
    >
      <ExpectForm key={`${rows[0].id} ${rows.length}`} view={view} rows={rows} />
    </Dialog>
  );
}

function ExpectForm({ view, rows }: { view: EnvironmentDiffView; rows: Rows }) {
  const [line] = rows;
  const segments = (view.differences.find((d) => d.id === line.id)?.segments ?? []) as readonly PathSegment[];
  const choices = pathChoices(rows, segments);
  const direction = directionOf(line, view);
  const { kind, application } = sharedBy(rows);
  const [draft, setDraft] = useState<Draft>({
    path: choices[0]?.path ?? "",
    kindOnly: true,
    applicationOnly: true,
    thisPair: true,
    oneWay: true,
    because: "",
    until: "",
  });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const later = useDeferredValue(draft);
  const rule = ruleOf(later, rows, direction);
  return (
    <div className="grid gap-3 px-4 pt-3 pb-4">
      <Field label="Where" hint="* stands for one key or item, ** for any depth.">
        {(wiring) => (
          <div className="grid gap-1.5 sm:grid-cols-[minmax(0,1fr)_200px]">
            <TextInput
              {...wiring}
              mono
              value={draft.path}
              onChange={(event) => set({ path: event.target.value })}
            />
            <Select
              aria-label="How far the path reaches"
              value={choices.some((one) => one.path === draft.path) ? draft.path : ""}
              onChange={(event) => set({ path: event.target.value })}
              options={[
                ...choices.map(({ path, label }) => ({ value: path, label })),
                ...(choices.some((one) => one.path === draft.path)
                  ? []
                  : [{ value: "", label: "A path of your own", disabled: true }]),
              ]}
            />
          </div>
        )}
      </Field>
      <fieldset className="grid gap-x-4 sm:grid-cols-2">
        <legend className="mb-1 text-12 font-medium text-text-2">Only</legend>
        {application === null ? null : (
          <Checkbox
            checked={draft.applicationOnly}
            onCheckedChange={(on) => set({ applicationOnly: on === true })}
          >
            in {application}
          </Checkbox>
        )}
        {kind === null ? null : (
          <Checkbox checked={draft.kindOnly} onCheckedChange={(on) => set({ kindOnly: on === true })}>
            in a {kind}
          </Checkbox>
        )}
        <Checkbox checked={draft.thisPair} onCheckedChange={(on) => set({ thisPair: on === true })}>
          between {view.left} and {view.right}
        </Checkbox>
        {direction ? (
          <Checkbox checked={draft.oneWay} onCheckedChange={(on) => set({ oneWay: on === true })}>
            while it {direction}s towards production
          </Checkbox>
        ) : null}
      </fieldset>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_150px]">
        <Field label="Because" required hint="Shown wherever the rule hides a row.">
          {(wiring) => (
            <TextInput
              {...wiring}
              value={draft.because}
              onChange={(event) => set({ because: event.target.value })}
            />
          )}
        </Field>
        <Field label="Until" hint="Empty: for good.">
          {(wiring) => (
            <TextInput
              {...wiring}
              type="date"
              value={draft.until}
              onChange={(event) => set({ until: event.target.value })}
            />
          )}
        </Field>
      </div>
      {rule === null ? (
        <p className="text-text-2">Say why, and what the rule would hide is shown here.</p>
      ) : (
        <ExpectPreview view={view} rows={rows} rule={rule} />
      )}
    </div>
  );
}

function ExpectPreview({ view, rows, rule }: { view: EnvironmentDiffView; rows: Rows; rule: ExpectRule }) {
  const input = { left: view.left, right: view.right, application: rows[0].application, rule };
  const preview = useAsk(expectPlan, input);
  const act = useRequest(expect);
  return (
    <PlannedAsk
      preview={preview}
      reading="Holding the rule against the differences…"
      act={act}
      send={(seen) => act.send({ ...input, ...seen })}
      verb="Ask for this rule"
      facts={({ hides }) => <Hidden hides={hides} rows={rows} />}
      effect={({ approvers }) => (
        <p className="text-12 text-text-2">
          {approvers.length > 0
            ? `Approved by ${approvers.map(({ team, because }) => `${team} (${because})`).join(", ")}.`
            : "Nobody guards the way it speaks of: it needs no approval."}
        </p>
      )}
    />
  );
}

const shownRows = 6;

/** How many of the rows the rule was written for it expects, and what else. */
function Hidden({ hides, rows }: { hides: ExpectPlanView["hides"]; rows: Rows }) {
  const { own, more, others } = coverOf(hides, rows);
  return (
    <div className="grid gap-1">
      <p className={more > 0 || own < rows.length ? "font-medium" : "text-text-2"}>
        {coverText(own, more, rows.length)}
      </p>
      {others.length > 0 ? (
        <ul className="grid max-h-40 gap-0.5 overflow-y-auto text-12 text-text-2">
          {others.slice(0, shownRows).map((row) => (
            <li
              key={`${row.pair} ${row.application} ${row.object} ${row.path}`}
              className="[overflow-wrap:anywhere]"
            >
              {row.application} <span className="mono">{row.object}</span> {textOf(row.left)} and{" "}
              {textOf(row.right)}
              {hides.length > 1 ? `, ${row.pair}` : ""}
            </li>
          ))}
          {more > shownRows ? <li>and {more - shownRows} more</li> : null}
        </ul>
      ) : null}
    </div>
  );
}

function coverText(own: number, more: number, asked: number): string {
  const these =
    asked === 1
      ? own === 1
        ? "this row"
        : "not this row"
      : own === asked
        ? `all ${asked} rows`
        : own === 0
          ? `none of the ${asked} rows`
          : `${own} of the ${asked} rows`;
  if (more === 0) return `It hides ${these} and no other.`;
  return `It hides ${these}${own === 0 ? ", but" : " and"} ${more} more:`;
}

const textOf = (value: unknown): string => (value === undefined ? "nothing" : valueText(value).slice(0, 60));
