"use client";

import { Link2, SquareTerminal } from "lucide-react";
import { CopyButton } from "../ui/copy-button";
import { Kbd } from "../ui/kbd";

/** What the screen shows or does, as a command line; `y` presses it. */
export function CopyAsCli({ command, className }: { command: string; className?: string }) {
  return (
    <CopyButton
      data-copy-cli
      text={command}
      label="command"
      icon={<SquareTerminal aria-hidden />}
      {...(className ? { className } : {})}
    >
      Copy as CLI
      <Kbd className="ml-0.5 max-md:hidden">y</Kbd>
    </CopyButton>
  );
}

/** The address of this view, with its revision pinned when one is given; `.` presses it. */
export function CopyLink({ href, className }: { href?: string; className?: string }) {
  return (
    <CopyButton
      data-copy-link
      text={() => new URL(href ?? window.location.href, window.location.href).toString()}
      label="link"
      icon={<Link2 aria-hidden />}
      {...(className ? { className } : {})}
    >
      Copy link
      <Kbd className="ml-0.5 max-md:hidden">.</Kbd>
    </CopyButton>
  );
}
