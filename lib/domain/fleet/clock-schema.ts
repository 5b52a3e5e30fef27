import { z } from "zod";

const zones = new Map<string, boolean>();
/** Is it a zone of the IANA database, as this runtime knows it? */
function isZone(text: string): boolean {
  const known = zones.get(text);
  if (known !== undefined) return known;
  let valid = /^[A-Za-z]/.test(text);
  try {
    if (valid) new Intl.DateTimeFormat("en", { timeZone: text });
  } catch {
    valid = false;
  }
  if (zones.size < 1000) zones.set(text, valid);
  return valid;
}

export const zone = z.string().refine(isZone, "must be an IANA time zone such as Europe/Berlin");

/** `24:00` is the midnight that ends the day. */
export const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day such as "09:00"');

export const weekdays = z
  .array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
  .min(1, "must name at least one day");

export const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "must be a local time such as 2026-12-21T00:00")
  .refine((text) => exists(`${text}:00.000Z`), "must be a day and time that exist");

export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a day such as 2026-12-25")
  .refine((text) => exists(`${text}T00:00:00.000Z`), "must be a day that exists");

/** Date.parse alone would read 30 February as 2 March. */
function exists(text: string): boolean {
  const parsed = new Date(text);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString() === text;
}
