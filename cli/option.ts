import { InvalidArgumentError, Option } from "commander";
import type { Given } from "./io";

/** Readers of what was given; commander has checked the words already. */
export const textOption = ({ options }: Given, name: string): string | undefined => {
  const value = options[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};
export const flagOption = ({ options }: Given, name: string): boolean => options[name] === true;
export const wordsOption = ({ options }: Given, name: string): readonly string[] | undefined => {
  const value = options[name];
  return Array.isArray(value) ? value.map(String) : undefined;
};

/** A positional argument that commander has made sure of. */
export const valueAt = ({ values }: Given, at: number): string => values[at] ?? "";

/** `a,b` and repeated. */
export const listOption = (flags: string, text: string): Option =>
  new Option(flags, text).argParser((value: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    ...value
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== ""),
  ]);

export const repoOption = (): Option =>
  new Option(
    "--repo <dir>",
    "the checkout to read, uncommitted files too (default: here, up to orchestr8.yaml)",
  );
export const applicationOption = (): Option => new Option("--application <name>", "only this application");
export const revisionOption = (): Option =>
  new Option("--revision <rev>", "a commit, branch or tag of the checkout instead of its files");
export const serverOption = (): Option => new Option("--server", "ask the console instead of the checkout");

export const integer = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
};

/** An ISO 8601 moment with its zone, or `18:00` of the next time the clock here shows it, as UTC. */
export const moment = (text: string): string => {
  const clock = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  const at = clock ? new Date() : new Date(text);
  if (clock) {
    at.setHours(Number(clock[1]), Number(clock[2]), 0, 0);
    if (at.getTime() <= Date.now()) at.setDate(at.getDate() + 1);
  } else if (!/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError(
      "It must be a time such as 22:00, or a moment such as 2026-11-23T22:00:00+01:00.",
    );
  return at.toISOString();
};

/** A day of the calendar, `2026-12-31`. */
export const day = (text: string): string => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (at === null || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError("It must be a day such as 2026-12-31.");
  return text;
};

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `90s`, `30m` or `2h`, in milliseconds. */
export const duration = (text: string): number => {
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  if (count === undefined || (unit !== "s" && unit !== "m" && unit !== "h"))
    throw new InvalidArgumentError("It must be a duration such as 90s, 30m or 2h.");
  return Number(count) * unitMs[unit];
};
