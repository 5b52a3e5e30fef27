import { Search } from "lucide-react";
import type { Values } from "nuqs";
import type { ConfigView } from "@/lib/contract/configuration";
import { TextInput } from "../ui/field";
import { Select } from "../ui/select";
import { Filters } from "../ui/tabs";
import { configPath, configQuery, type configState, type Show, shows } from "./config-state";

type State = Values<typeof configState>;

/** Which cluster is shown, and which of its keys. */
export function ConfigTools({
  view,
  state,
  onState,
}: {
  view: ConfigView;
  state: State;
  onState: (next: {
    cluster?: string | null;
    find?: string | null;
    show?: Show | null;
    against?: string | null;
  }) => void;
}) {
  const here = configPath(view.application, view.environment);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <Filters
        label="Clusters"
        items={view.clusters.map((one) => {
          const cluster = one.role === "primary" ? null : one.name;
          return {
            href: `${here}${configQuery({ ...state, cluster })}`,
            label: one.name,
            note:
              one.others === 0 ? undefined : `${one.others} other ${one.others === 1 ? "value" : "values"}`,
            current: one.name === view.cluster,
            choose: () => onState({ cluster }),
          };
        })}
      />
      <div className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-2 max-md:ml-0">
        <span className="flex items-center gap-1.5 text-text-2">
          <Search aria-hidden />
          <TextInput
            aria-label="Key or value"
            placeholder="Key or value"
            defaultValue={state.find}
            onChange={(event) => onState({ find: event.target.value === "" ? null : event.target.value })}
            className="h-7 w-40"
          />
        </span>
        <Select
          quiet
          label="Show"
          value={state.show}
          options={shows
            .filter((one) => one.value !== "differing" || view.against !== null)
            .map((one) => ({ ...one }))}
          onChange={(event) => {
            const chosen = shows.find((one) => one.value === event.target.value);
            onState({ show: chosen?.value === "all" ? null : (chosen?.value ?? null) });
          }}
        />
        <Select
          quiet
          label="Compare with"
          value={view.against ?? ""}
          options={[
            { value: "", label: "nothing" },
            ...view.environments.map((name) => ({ value: name, label: name })),
          ]}
          onChange={(event) => onState({ against: event.target.value === "" ? null : event.target.value })}
        />
      </div>
    </div>
  );
}
