import { type Io, inert } from "./io";

/** Marks around styled text: private letters, so that text from outside can at most be coloured, never escape. */
const codes = {
  "\uE0B0": "\u001b[0m",
  "\uE0B1": "\u001b[1m",
  "\uE0B2": "\u001b[2m",
  "\uE0B3": "\u001b[31m",
  "\uE0B4": "\u001b[32m",
  "\uE0B5": "\u001b[33m",
  "\uE0B6": "\u001b[36m",
} as const;

const wrapped =
  (start: keyof typeof codes) =>
  (text: string): string =>
    text === "" ? "" : `${start}${text}\uE0B0`;

export const bold = wrapped("\uE0B1");
export const dim = wrapped("\uE0B2");
export const red = wrapped("\uE0B3");
export const green = wrapped("\uE0B4");
export const yellow = wrapped("\uE0B5");
export const cyan = wrapped("\uE0B6");

const marks = /[\uE0B0-\uE0B6]/g;

/** Columns that the text takes on a screen. */
export const widthOf = (text: string): number => text.replace(marks, "").length;

/** Text for people, made inert; coloured only where that was asked for and the output is a terminal. */
export const shown = (text: string, io: Pick<Io, "colours">): string =>
  inert(text).replace(marks, (mark) => (io.colours ? codes[mark as keyof typeof codes] : ""));

/** A note beside the answer: progress, hints, errors. */
export const note = (io: Io, text: string): void => io.err(`${shown(text, io)}\n`);
