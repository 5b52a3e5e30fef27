"use client";

import { useDeferredValue, useState } from "react";
import {
  type EnvironmentSchedule,
  type ScheduleHours,
  schedule,
  schedulePlan,
} from "@/lib/contract/schedule";
import { PlannedAsk } from "../promotion/planned-ask";
import { useRequest } from "../promotion/use-request";
import { useAsk } from "../query/use-ask";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Dialog } from "../ui/dialog";
import { Field, TextInput } from "../ui/field";
import { SavingWords } from "./saving-words";
import { momentIn } from "./schedule-week";

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const time = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
type Hours = Omit<ScheduleHours, "zone"> & { zone?: string | undefined };
const usual: Hours = { days: days.slice(0, 5), from: "08:00", to: "20:00", holidays: [], exclude: [] };

/** A schedule is asked for like any change: hours, the next seven days, the lines, then the request. */
export function ScheduleDialog({
  environment,
  application,
  start,
  label,
}: {
  environment: EnvironmentSchedule;
  application?: string;
  /** Hours to begin with, besides those it has. */
  start?: ScheduleHours;
  label?: string;
}) {
  const [open, setOpen] = useState(false);
  const declared = environment.groups[0]?.hours ?? null;
  const words = label ?? (declared ? "Change the hours" : "Ask for a schedule");
  const { allowed, message } = environment.ask;
  if (!allowed)
    return (
      <Button disabled reason={message} reasonAt="below">
        {words}
      </Button>
    );
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant={declared && !label ? "plain" : "primary"}>{words}</Button>}
      title={`When ${application ? `${application} in ` : ""}${environment.environment} is up`}
      description="Asleep at all other hours. Sizes are noted before and come back as they were."
      className="w-[min(640px,calc(100vw-24px))]"
    >
      <HoursForm
        environment={environment.environment}
        application={application}
        start={start ?? declared ?? usual}
        removable={declared !== null && !label}
      />
    </Dialog>
  );
}

function HoursForm({
  environment,
  application,
  start,
  removable,
}: {
  environment: string;
  application: string | undefined;
  start: Hours;
  removable: boolean;
}) {
  const [hours, setHours] = useState<Hours>(start);
  const [holidays, setHolidays] = useState(start.holidays.join(", "));
  const [remove, setRemove] = useState(false);
  const listed = holidays.split(/[\s,]+/).filter((text) => text !== "");
  const asked = useDeferredValue(JSON.stringify({ ...hours, holidays: listed }));
  const wrong = {
    from: time.test(hours.from) ? undefined : "A time such as 08:00.",
    to: time.test(hours.to) ? undefined : "A time such as 20:00.",
    holidays: listed.every((text) => /^\d{4}-\d{2}-\d{2}$/.test(text))
      ? undefined
      : "Days such as 2026-12-24, with commas between.",
  };
  const ready = hours.days.length > 0 && !wrong.from && !wrong.to && !wrong.holidays;
  return (
    <div className="grid gap-3 px-4 pt-3 pb-4">
      <fieldset disabled={remove} className="grid gap-3">
        <legend className="heard">Hours</legend>
        <fieldset className="flex flex-wrap gap-x-3">
          <legend className="text-12 font-medium text-text-2">Up on</legend>
          {days.map((day) => (
            <Checkbox
              key={day}
              checked={hours.days.includes(day)}
              onCheckedChange={(on) =>
                setHours({
                  ...hours,
                  days: days.filter((one) => (one === day ? on === true : hours.days.includes(one))),
                })
              }
            >
              {day.charAt(0).toUpperCase() + day.slice(1)}
            </Checkbox>
          ))}
        </fieldset>
        <div className="flex flex-wrap gap-3">
          <Field label="From" error={wrong.from}>
            {(wiring) => (
              <TextInput
                {...wiring}
                className="w-24"
                value={hours.from}
                onChange={(event) => setHours({ ...hours, from: event.target.value.trim() })}
              />
            )}
          </Field>
          <Field label="To" error={wrong.to}>
            {(wiring) => (
              <TextInput
                {...wiring}
                className="w-24"
                value={hours.to}
                onChange={(event) => setHours({ ...hours, to: event.target.value.trim() })}
              />
            )}
          </Field>
          <Field label="Holidays" hint="Asleep all day." error={wrong.holidays} className="min-w-52 flex-1">
            {(wiring) => (
              <TextInput {...wiring} value={holidays} onChange={(event) => setHolidays(event.target.value)} />
            )}
          </Field>
        </div>
      </fieldset>
      {removable ? (
        <Checkbox checked={remove} onCheckedChange={(on) => setRemove(on === true)}>
          Take the schedule away: it is always up
        </Checkbox>
      ) : null}
      {remove || ready ? (
        <Preview
          key={remove ? "none" : asked}
          environment={environment}
          application={application}
          hours={remove ? null : (JSON.parse(asked) as Hours)}
        />
      ) : (
        <p className="text-text-2">{hours.days.length === 0 ? "Name a day on which it is up." : ""}</p>
      )}
    </div>
  );
}

function Preview({
  environment,
  application,
  hours,
}: {
  environment: string;
  application: string | undefined;
  hours: Hours | null;
}) {
  const input = { environment, ...(application === undefined ? {} : { application }), hours };
  const preview = useAsk(schedulePlan, input);
  const act = useRequest(schedule);
  return (
    <PlannedAsk
      preview={preview}
      reading="Reading the files…"
      act={act}
      send={(seen) => act.send({ ...input, ...seen })}
      verb={hours ? "Ask for this schedule" : "Ask to take it away"}
      facts={({ text, hours: week, changes, zone, saving }) =>
        hours ? (
          <div className="grid gap-1">
            <p>
              Up {text}: asleep for {week.asleep} of {week.all} hours this week.
            </p>
            <p className="text-12 text-text-2">
              Next:{" "}
              {changes
                .slice(0, 4)
                .map(({ at, to }) => `${to === "asleep" ? "sleeps" : "wakes"} ${momentIn(at, zone)}`)
                .join(", ") || "no change in seven days"}
              .
            </p>
            {application === undefined ? <SavingWords saving={saving} note /> : null}
          </div>
        ) : null
      }
    />
  );
}
