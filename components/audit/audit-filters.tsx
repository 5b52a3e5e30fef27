"use client";

import { Button } from "../ui/button";
import { Select } from "../ui/select";
import { Filters } from "../ui/tabs";
import { type Decision, decisions } from "./audit-state";

export type AuditFilter = { actor: string; action: string; environment: string; decision: Decision | null };

/** Which entries are shown. People are filtered by name; the ledger knows them by id. */
export function AuditFilters({
  filter,
  people,
  actions,
  environments,
  hrefOf,
  onChange,
}: {
  filter: AuditFilter;
  people: readonly string[];
  actions: readonly { name: string; summary: string }[];
  environments: readonly string[];
  hrefOf: (part: Partial<AuditFilter>) => string;
  onChange: (part: Partial<AuditFilter>) => void;
}) {
  const any =
    filter.actor !== "" || filter.action !== "" || filter.environment !== "" || filter.decision !== null;
  const options = (all: readonly string[], chosen: string) => [
    { value: "", label: "any" },
    ...[...new Set(chosen === "" ? all : [...all, chosen])].sort().map((value) => ({ value, label: value })),
  ];
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
      <Filters
        label="Outcome"
        items={[null, ...decisions].map((decision) => ({
          href: hrefOf({ decision }),
          label: decision ?? "Every outcome",
          current: filter.decision === decision,
          choose: () => onChange({ decision }),
        }))}
      />
      <span className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-2 max-md:ml-0">
        <Select
          quiet
          label="Who"
          value={filter.actor}
          onChange={(event) => onChange({ actor: event.target.value })}
          options={options(people, filter.actor)}
          className="max-w-44 max-md:h-9"
        />
        <Select
          quiet
          label="Act"
          value={filter.action}
          onChange={(event) => onChange({ action: event.target.value })}
          options={options(
            actions.map((one) => one.name),
            filter.action,
          )}
          className="max-w-44 max-md:h-9"
        />
        <Select
          quiet
          label="Environment"
          value={filter.environment}
          onChange={(event) => onChange({ environment: event.target.value })}
          options={options(environments, filter.environment)}
          className="max-md:h-9"
        />
        {any ? (
          <Button
            size="sm"
            variant="quiet"
            onClick={() => onChange({ actor: "", action: "", environment: "", decision: null })}
          >
            Show all
          </Button>
        ) : null}
      </span>
    </div>
  );
}
