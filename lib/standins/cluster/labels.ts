import { isJsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { ClusterRefusal } from "@/lib/ports/cluster-refusal";

const SET = /^([\w./-]+)\s+(in|notin)\s*\(([^)]*)\)$/;
const EQUAL = /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/;
const EXISTS = /^(!?)\s*([\w./-]+)$/;

/** A label selector as a test; throws the refusal `invalid` for what is none. No selector selects everything. */
export function selects(selector: string | undefined): (object: Manifest) => boolean {
  const tests = (selector ?? "")
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map(requirement);
  return (object) => {
    const labels = isJsonObject(object.metadata.labels) ? object.metadata.labels : {};
    return tests.every((test) => test((key) => (typeof labels[key] === "string" ? labels[key] : undefined)));
  };
}

type Requirement = (label: (key: string) => string | undefined) => boolean;

function requirement(text: string): Requirement {
  const [, setKey, operator, list] = SET.exec(text) ?? [];
  if (setKey !== undefined) {
    const values = (list ?? "").split(",").map((value) => value.trim());
    return (label) => values.includes(label(setKey) ?? "\n") === (operator === "in");
  }
  const [, key, sign, value] = EQUAL.exec(text) ?? [];
  if (key !== undefined) return (label) => (label(key) === value) === (sign !== "!=");
  const [, not, wanted] = EXISTS.exec(text) ?? [];
  if (wanted === undefined) throw new ClusterRefusal("invalid", `"${text}" is not a label selector`);
  return (label) => (label(wanted) !== undefined) === (not === "");
}
