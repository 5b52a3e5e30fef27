"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "../ui/button";
import { Menu, MenuLink } from "../ui/menu";

/** Other pairs, neighbours in promotion order first. */
export function PairChoice({
  environments,
  left,
  right,
  hrefOf,
}: {
  environments: readonly string[];
  left: string;
  right: string;
  hrefOf: (left: string, right: string) => string;
}) {
  const pairs = environments
    .flatMap((from, index) => environments.slice(index + 1).map((to, step) => ({ from, to, step })))
    .filter(({ from, to }) => !([left, right].includes(from) && [left, right].includes(to)))
    .sort((a, b) => a.step - b.step);
  if (pairs.length === 0) return null;
  return (
    <Menu
      label="Compare others"
      align="end"
      trigger={
        <Button size="sm" variant="quiet">
          Compare others
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {pairs.map(({ from, to }) => (
        <MenuLink key={`${from} ${to}`} href={hrefOf(from, to)}>
          {from} and {to}
        </MenuLink>
      ))}
    </Menu>
  );
}
