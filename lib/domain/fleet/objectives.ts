import type { EnvironmentBlock } from "../fleet";
import type { Problem } from "../problem";
import { type Located, placeOf, valueAt } from "../yaml/located";

const forms: readonly (readonly [RegExp, (text: string) => boolean, string])[] = [
  [/^availability$/, (t) => percent(t.replace(/^>=?\s*/, "")), "a percentage up to 100% such as 99.9%"],
  [/^error_rate$/, (t) => percent(t.replace(/^<=?\s*/, "")), "a percentage such as <0.1%"],
  [/^latency_/, (t) => /^(<=?\s*)?\d+(\.\d+)?(us|ms|s|m)$/.test(t), "a duration such as 500ms"],
];

const percent = (text: string): boolean =>
  /^\d{1,3}(\.\d+)?\s*%$/.test(text) && Number.parseFloat(text) <= 100;

/** Objectives whose names say what they measure must be readable as such; others are left alone. */
export function unreadableObjectives(block: EnvironmentBlock, located: Located): Problem[] {
  const objectives = block.monitoring?.sla_objectives;
  if (typeof objectives !== "object" || objectives === null || Array.isArray(objectives)) return [];
  return Object.entries(objectives).flatMap(([key, value]): Problem[] => {
    const form = forms.find(([name]) => name.test(key));
    if (form === undefined || form[1](String(value))) return [];
    const path = ["monitoring", "sla_objectives", key];
    const message = `${path.join(".")} must be ${form[2]}, not ${JSON.stringify(String(value))}`;
    return [
      {
        code: "fleet.invalid-value",
        severity: "error",
        message,
        ...placeOf(valueAt(located, path) ?? located),
      },
    ];
  });
}
