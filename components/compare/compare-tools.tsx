"use client";

import { Search } from "lucide-react";
import { Kbd } from "../ui/kbd";
import { Select } from "../ui/select";
import { Segments } from "../ui/tabs";

/** Structured or text, where one stands, and what is looked for. */
export function CompareTools({
  tab,
  tabHref,
  loud,
  total,
  path,
  onPath,
  application,
  applications,
  onApplication,
}: {
  tab: "structured" | "text";
  tabHref: (tab: "structured" | "text") => string;
  loud: number;
  total: number;
  path: string;
  onPath: (path: string) => void;
  application: string;
  applications: readonly string[];
  onApplication: (application: string) => void;
}) {
  const whole = total.toLocaleString("en-US");
  return (
    <div className="flex min-h-[42px] flex-wrap items-center gap-x-5 gap-y-2 py-1.5 max-md:min-h-14">
      <Segments
        label="How it is shown"
        items={(["structured", "text"] as const).map((one) => ({
          href: tabHref(one),
          label: one === "structured" ? "Structured" : "Text",
          current: one === tab,
        }))}
      />
      {tab === "structured" ? (
        <span className="flex items-center gap-1 text-text-2 max-md:hidden">
          <span>
            <b className="text-text">{loud.toLocaleString("en-US")}</b> of {whole} need{loud === 1 ? "s" : ""}{" "}
            a look
          </span>
          {loud > 1 ? (
            <>
              <Kbd className="ml-1">n</Kbd>
              <Kbd>p</Kbd>
            </>
          ) : null}
        </span>
      ) : null}
      <span className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-2 max-md:w-full max-md:justify-between">
        {tab === "structured" ? (
          <label className="relative inline-flex items-center">
            <span className="heard">Search path, object or application</span>
            <Search aria-hidden className="pointer-events-none absolute left-2 size-3 text-text-3" />
            <input
              data-filter
              type="search"
              value={path}
              placeholder="Path"
              onChange={(event) => onPath(event.target.value)}
              className="h-[26px] w-36 rounded-md border border-line-strong bg-panel pl-6 pr-2 max-md:h-9 max-md:w-[112px] max-md:text-16"
            />
          </label>
        ) : null}
        <Select
          quiet
          label="Application"
          value={application}
          onChange={(event) => onApplication(event.target.value)}
          options={[
            { value: "", label: tab === "text" ? "choose one" : "all" },
            ...applications.map((name) => ({ value: name, label: name })),
          ]}
          className="max-w-40 max-md:h-9"
        />
      </span>
    </div>
  );
}
