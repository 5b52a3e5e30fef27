"use client";

import { Search } from "lucide-react";
import type { FleetView } from "@/lib/contract/fleet";
import { Select } from "../ui/select";
import { Filters, type TabItem } from "../ui/tabs";
import { countOf, type Grouping, type Show } from "./shown-rows";

const labels: Record<Show, string> = {
  all: "All",
  attention: "Needs attention",
  flight: "In flight",
  behind: "Production behind",
  failed: "Failed",
  drift: "Drift",
  silent: "Not answering",
};

const always: readonly Show[] = ["all", "attention", "flight", "behind"];

/** Which rows are shown and how they are grouped; a filter that came by a link stays in sight while it is on. */
export function FleetTools({
  view,
  show,
  grouping,
  text,
  onShow,
  onGrouping,
  onText,
}: {
  view: FleetView;
  show: Show;
  grouping: Grouping;
  text: string;
  onShow: (show: Show) => void;
  onGrouping: (grouping: Grouping) => void;
  onText: (text: string) => void;
}) {
  const offered = always.includes(show) ? always : [...always, show];
  const items: TabItem[] = offered.map((one) => ({
    href: one === "all" ? "/" : `/?show=${one}`,
    label: labels[one],
    note: one === "all" ? undefined : countOf(view, one),
    current: one === show,
    choose: () => onShow(one),
  }));
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
      <Filters label="Which applications" items={items} />
      <span className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-2 max-md:ml-0 max-md:w-full max-md:justify-between">
        <label className="relative inline-flex items-center">
          <span className="heard">Filter by name or team</span>
          <Search aria-hidden className="pointer-events-none absolute left-2 size-3 text-text-3" />
          <input
            data-filter
            type="search"
            value={text}
            placeholder="Filter"
            onChange={(event) => onText(event.target.value)}
            className="h-[26px] w-36 rounded-md border border-line-strong bg-panel pl-6 pr-2 max-md:h-9"
          />
        </label>
        <Select
          quiet
          label="Group by"
          value={grouping}
          onChange={(event) => onGrouping(event.target.value as Grouping)}
          options={[
            { value: "team", label: "team" },
            { value: "renderer", label: "renderer" },
            { value: "none", label: "nothing" },
          ]}
        />
      </span>
    </div>
  );
}
