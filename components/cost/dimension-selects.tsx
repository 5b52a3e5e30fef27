"use client";

import { CostDimension, type CostReviewView } from "@/lib/contract/cost";
import { dimensionName, plainDimensions } from "@/lib/domain/cost-review/dimension";
import { Select } from "../ui/select";

/** The two dimensions that the table tells costs apart by. */
export function DimensionSelects({
  view,
  onChange,
}: {
  view: Pick<CostReviewView, "by" | "across" | "labels">;
  onChange: (axes: { by?: CostDimension; across: CostDimension | null }) => void;
}) {
  const all = [
    ...new Set<CostDimension>([
      ...plainDimensions,
      ...view.labels.map((name): CostDimension => `label:${name}`),
      view.by,
      view.across,
    ]),
  ];
  const options = all.map((value) => ({ value, label: dimensionName(value) }));
  return (
    <>
      <Select
        quiet
        label="By"
        aria-label="By"
        value={view.by}
        options={options}
        onChange={(event) => {
          const by = CostDimension.catch("team").parse(event.target.value);
          onChange({ by, across: by === view.across ? null : view.across });
        }}
      />
      <Select
        quiet
        label="and"
        aria-label="And by"
        value={view.across}
        options={options.filter(({ value }) => value !== view.by)}
        onChange={(event) =>
          onChange({ across: CostDimension.catch("environment").parse(event.target.value) })
        }
      />
    </>
  );
}
