import { type Json, stringifyJson } from "../json";
import type { PathSegment } from "../path";
import type { DifferenceClass } from "./classify";
import { differenceClasses } from "./classify";
import type { Topic } from "./topic";
import { lastKey } from "./version";

type Groupable = {
  object: string;
  path: string;
  segments: readonly PathSegment[];
  leftValue?: Json | undefined;
  rightValue?: Json | undefined;
  class: DifferenceClass;
  topic: Topic;
};

/** One cause shown once: the same field changed from and to the same values, in one or many objects. */
export type DifferenceGroup<D extends Groupable> = {
  /** Stable within one comparison; fit for a link. */
  key: string;
  /** The end of the path that all members share, such as `limits.memory`. */
  tail: string;
  class: DifferenceClass;
  topic: Topic;
  members: readonly D[];
};

/**
 * Groups differences by cause (same end of the path, same old and new value, same class): one row for "memory limit
 * 800Mi to 1500Mi in 41 deployments". Loudest class first, then the widest spread, then the path.
 */
export function groupDifferences<D extends Groupable>(differences: readonly D[]): DifferenceGroup<D>[] {
  const groups = new Map<string, D[]>();
  for (const difference of differences) {
    const { leftValue, rightValue } = difference;
    const key = [difference.class, pathTail(difference.segments), print(leftValue), print(rightValue)].join(
      " ",
    );
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [difference]);
    else members.push(difference);
  }
  return [...groups]
    .flatMap(([key, members]) => {
      const [first] = members;
      return first === undefined
        ? []
        : [{ key, tail: pathTail(first.segments), class: first.class, topic: first.topic, members }];
    })
    .sort(
      (a, b) =>
        loudness(a.class) - loudness(b.class) ||
        b.members.length - a.members.length ||
        (a.tail < b.tail ? -1 : a.tail > b.tail ? 1 : 0),
    );
}

const loudness = (name: DifferenceClass): number => differenceClasses.indexOf(name);
const print = (value: Json | undefined): string => (value === undefined ? "-" : stringifyJson(value));

/** The last two keys without the names of list items; a variable keeps its name, since `value` alone says nothing. */
export function pathTail(segments: readonly PathSegment[]): string {
  const keys = segments.filter((segment) => typeof segment === "string");
  const last = lastKey(segments);
  const item = segments[segments.length - 2];
  if (typeof item === "object" && typeof segments.at(-1) === "string")
    return `${keys.at(-2) ?? ""}[${Object.values(item).map(String).join("/")}].${last}`;
  const end = segments.at(-1);
  if (typeof end === "object") return `${last}[${Object.values(end).map(String).join("/")}]`;
  return keys.slice(-2).join(".");
}
