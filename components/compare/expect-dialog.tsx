"use client";

import { useDeferredValue, useState } from "react";
import type { EnvironmentDiffView } from "@/lib/contract/environment";
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
import type { Line } from "./compare-rows";
import { type Draft, directionOf, pathChoices, ruleOf } from "./expect-state";
import { valueText } from "./shown-value";

/** From a row to a rule: what it says, what else it would hide, who approves it, and then the request. */
export function ExpectDialog({ view, line }: { view: EnvironmentDiffView; line: Line }) {
  return (
    <Dialog
      trigger={<Button>Mark as expected…</Button>}
      title="Mark as expected"
      description="A rule in orchestr8.yaml says that this difference is meant. It changes nothing that runs."
      className="w-[min(620px,calc(100vw-24px))]"
    >
      <ExpectForm key={line.id} view={view} line={line} />
    </Dialog>
  );
}

function ExpectForm({ view, line }: { view: EnvironmentDiffView; line: Line }) {
  const segments = (view.differences.find((d) => d.id === line.id)?.segments ?? []) as readonly PathSegment[];
  const choices = pathChoices(line, segments);
  const direction = directionOf(line, view);
  const kind = line.object.split("/", 1)[0];
  const [draft, setDraft] = useState<Draft>({
    path: line.path,
    kindOnly: true,
    applicationOnly: true,
    thisPair: true,
    oneWay: true,
    because: "",
    until: "",
  });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const later = useDeferredValue(draft);
  const rule = ruleOf(later, line, direction);
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
        <Checkbox
          checked={draft.applicationOnly}
          onCheckedChange={(on) => set({ applicationOnly: on === true })}
        >
          in {line.application}
        </Checkbox>
        <Checkbox checked={draft.kindOnly} onCheckedChange={(on) => set({ kindOnly: on === true })}>
          in a {kind}
        </Checkbox>
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
        <ExpectPreview view={view} line={line} rule={rule} />
      )}
    </div>
  );
}

function ExpectPreview({ view, line, rule }: { view: EnvironmentDiffView; line: Line; rule: ExpectRule }) {
  const input = { left: view.left, right: view.right, application: line.application, rule };
  const preview = useAsk(expectPlan, input);
  const act = useRequest(expect);
  return (
    <PlannedAsk
      preview={preview}
      reading="Holding the rule against the differences…"
      act={act}
      send={(seen) => act.send({ ...input, ...seen })}
      verb="Ask for this rule"
      facts={({ hides }) => <Hidden hides={hides} line={line} />}
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

/** What the rule would make expected besides the row it was written for. */
function Hidden({ hides, line }: { hides: ExpectPlanView["hides"]; line: Line }) {
  const isRow = (row: ExpectPlanView["hides"][number]["rows"][number]): boolean =>
    row.application === line.application && row.object === line.object && row.path === line.path;
  const total = hides.reduce((sum, pair) => sum + pair.count, 0);
  const own = hides.some(({ rows }) => rows.some(isRow));
  const others = hides.flatMap(({ left, right, rows }) =>
    rows.filter((row) => !isRow(row)).map((row) => ({ ...row, pair: `${left}…${right}` })),
  );
  const more = total - (own ? 1 : 0);
  return (
    <div className="grid gap-1">
      <p className={more > 0 ? "font-medium" : "text-text-2"}>
        {more === 0
          ? "It hides this row and no other."
          : `It hides ${own ? "this row and" : "not this row, but"} ${more} more:`}
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

const textOf = (value: unknown): string => (value === undefined ? "nothing" : valueText(value).slice(0, 60));
