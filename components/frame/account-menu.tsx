"use client";

import { useTheme } from "next-themes";
import { PersonAvatar } from "../person/person-avatar";
import { Menu, MenuChoice, MenuItem, MenuLine, MenuLink } from "../ui/menu";
import { openKeys } from "./frame-state";
import type { FramePerson } from "./nav";

export type AccountLink = { href: string; label: string };

/** Who is signed in; theme, keys, and the way out. */
export function AccountMenu({ person, links }: { person: FramePerson; links: readonly AccountLink[] }) {
  const { theme, setTheme } = useTheme();
  return (
    <Menu
      label="Account"
      trigger={
        <button
          type="button"
          className="-mx-1 flex w-[calc(100%+8px)] min-w-0 items-center gap-2 rounded-md px-1 py-0.5 text-left leading-[1.45] hover:bg-hover"
        >
          <PersonAvatar name={person.name} size={22} />
          <span className="grid min-w-0">
            <span className="truncate font-semibold">{person.name}</span>
            {person.detail ? <span className="truncate text-11 text-text-3">{person.detail}</span> : null}
          </span>
        </button>
      }
    >
      <MenuChoice
        label="Theme"
        value={theme ?? "system"}
        onChange={setTheme}
        options={[
          { value: "system", label: "As the system" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
      <MenuLine />
      <MenuItem onSelect={openKeys}>Keyboard keys</MenuItem>
      {links.length > 0 ? <MenuLine /> : null}
      {links.map((link) => (
        <MenuLink key={link.href} href={link.href}>
          {link.label}
        </MenuLink>
      ))}
    </Menu>
  );
}
