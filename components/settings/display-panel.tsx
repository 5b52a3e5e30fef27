"use client";

import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import { openKeys } from "../frame/frame-state";
import { singleKeysOff, switchSingleKeys } from "../frame/keys";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { Field } from "../ui/field";
import { Panel } from "../ui/panel";
import { Select } from "../ui/select";

/** How this browser shows the console; nothing of it leaves the browser. */
export function DisplayPanel() {
  const { theme, setTheme } = useTheme();
  const [mounted, setMounted] = useState(false);
  const [off, setOff] = useState(false);
  useEffect(() => {
    setMounted(true);
    setOff(singleKeysOff());
  }, []);
  return (
    <Panel id="display" title="Display and keys" note="kept in this browser" className="scroll-mt-4">
      <div className="grid max-w-[420px] gap-3">
        <Field label="Theme">
          {(wiring) => (
            <Select
              {...wiring}
              value={mounted ? (theme ?? "system") : "system"}
              onChange={(event) => setTheme(event.target.value)}
              options={[
                { value: "system", label: "As the system" },
                { value: "light", label: "Light" },
                { value: "dark", label: "Dark" },
              ]}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Checkbox
            checked={off}
            onCheckedChange={(next) => {
              switchSingleKeys(next === true);
              setOff(next === true);
            }}
          >
            Switch single keys off
          </Checkbox>
          <Button size="sm" variant="quiet" onClick={openKeys}>
            All keys
          </Button>
        </div>
      </div>
    </Panel>
  );
}
