import { Link } from "../ui/link";
import { type AccountLink, AccountMenu } from "./account-menu";
import { Brand } from "./brand";
import { FleetChip } from "./fleet-chip";
import { FootState } from "./foot-state";
import type { FrameFleet, FramePerson, FrameState, NavGroup } from "./nav";
import { NavLinks } from "./nav-links";

export type RailProps = {
  fleet: FrameFleet;
  nav: readonly NavGroup[];
  state: FrameState;
  person: FramePerson;
  account: readonly AccountLink[];
};

export function Rail({ fleet, nav, state, person, account }: RailProps) {
  return (
    <aside
      aria-label="Console"
      className="rail sticky top-0 flex h-dvh w-[212px] flex-none flex-col overflow-y-auto border-r border-line px-2.5 pt-3.5 pb-2.5 max-md:hidden"
    >
      <Link href="/" className="mb-2.5 block self-start rounded-md px-2 py-0.5">
        <Brand />
      </Link>
      <FleetChip fleet={fleet} className="mb-2.5 flex-none" />
      <NavLinks nav={nav} />
      <div className="mt-auto pt-6">
        <div className="grid gap-1.5 border-t border-line px-2 pt-2.5">
          <FootState state={state} />
          <AccountMenu person={person} links={account} />
        </div>
      </div>
    </aside>
  );
}
