"use client";

import { useState } from "react";
import { Confirm } from "@/components/act/confirm";
import { CopyAsCli, CopyLink } from "@/components/act/copy-as-cli";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Menu, MenuChoice, MenuItem, MenuLine } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { Sheet } from "@/components/ui/sheet";
import { say, sayFailed } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import { Row } from "./sample";

/** The parts that need a browser. */
export function Live() {
  const [application, setApplication] = useState<string | null>(null);
  const [group, setGroup] = useState("team");
  return (
    <>
      <Row>
        <Checkbox defaultChecked>viewed</Checkbox>
        <Combobox
          label="Application"
          value={application}
          onChange={setApplication}
          options={["my-service", "checkout", "ledger"].map((name) => ({ value: name, label: name }))}
          className="w-44"
        />
        <Menu label="View" trigger={<Button>Menu</Button>}>
          <MenuChoice
            label="Group by"
            value={group}
            onChange={setGroup}
            options={[
              { value: "team", label: "team" },
              { value: "system", label: "system" },
            ]}
          />
          <MenuLine />
          <MenuItem
            onSelect={() =>
              say("Restarted my-service", { action: { label: "Undo", onClick: () => say("Undone") } })
            }
          >
            Restart
          </MenuItem>
          <MenuItem disabled reason="frozen until midnight" onSelect={() => undefined}>
            Sync
          </MenuItem>
        </Menu>
        <Popover label="Image" trigger={<Button>Popover</Button>}>
          eu.registry.acme.io/payments/my-service:1.8.0
        </Popover>
        <Tooltip text="Also on focus">
          <Button variant="quiet">Tooltip</Button>
        </Tooltip>
        <Sheet title="Approve for security-team" side="bottom" trigger={<Button>Sheet</Button>}>
          <p className="px-4 pb-6">6 pods restart, 2 at a time.</p>
        </Sheet>
        <Button onClick={() => sayFailed("The plan changed since you looked", { detail: "plan.moved" })}>
          Toast
        </Button>
      </Row>
      <Row>
        <Confirm
          level={2}
          trigger={<Button>Restart…</Button>}
          title="Restart my-service in staging?"
          facts={["Restarts 2 pods, one at a time."]}
          verb="Restart"
          onConfirm={async () => undefined}
        />
        <Confirm
          level={4}
          trigger={<Button variant="danger">Delete…</Button>}
          title="Delete integration?"
          facts={["Deletes 8 applications", "Drops 2 databases"]}
          object="integration"
          verb="Delete"
          onConfirm={async () => "The server refused: 2 promotions are open"}
        />
        <CopyLink />
        <CopyAsCli command="o8 environment diff staging production" />
      </Row>
    </>
  );
}
