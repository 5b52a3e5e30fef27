import type { FleetHead } from "@/lib/contract/fleet";
import { openKeys } from "../frame/frame-state";
import type { PaletteItem } from "../frame/palette";

/** What the palette can do besides going to a page, each with its command line where there is one. */
export function consoleActs(head: FleetHead, setTheme: (theme: string) => void): PaletteItem[] {
  const pairs = head.environments.flatMap((left, index) => {
    const right = head.environments[index + 1];
    return right ? [{ left: left.name, right: right.name }] : [];
  });
  const act = (title: string, rest: Omit<PaletteItem, "kind" | "title">): PaletteItem => ({
    kind: "act",
    title,
    ...rest,
  });
  return [
    ...pairs.reverse().map(({ left, right }) =>
      act(`Compare ${left} and ${right}`, {
        href: `/compare/${left}...${right}`,
        cli: `o8 environment diff ${left} ${right}`,
      }),
    ),
    act("Verify the audit chain", { href: "/audit?verify=true", cli: "o8 audit verify" }),
    act("See what was denied", { href: "/audit?decision=denied" }),
    act("Make an access token", { href: "/settings#tokens", cli: "o8 login" }),
    act("Use the light theme", { run: () => setTheme("light") }),
    act("Use the dark theme", { run: () => setTheme("dark") }),
    act("Use the theme of the system", { run: () => setTheme("system") }),
    act("Show the keyboard keys", { run: openKeys }),
    act("Sign out", { href: "/sign-out" }),
  ];
}
