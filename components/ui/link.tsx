import type { Route } from "next";
import NextLink from "next/link";
import type { ComponentProps } from "react";

/** Addresses come out of views as text, so the compiler cannot know that they are routes of ours. */
const asRoute = (href: string): Route => href as Route;

export type LinkProps = Omit<ComponentProps<typeof NextLink>, "href" | "as"> & { href: string };

/** A link: inside the console without a page load, to another host in a new tab without a referrer. */
export function Link({ href, children, ...rest }: LinkProps) {
  if (/^https?:/.test(href)) {
    const { prefetch: _, replace: __, scroll: ___, ...anchor } = rest;
    return (
      <a {...(anchor as ComponentProps<"a">)} href={href} target="_blank" rel="noreferrer">
        {children}
      </a>
    );
  }
  return (
    <NextLink prefetch={false} {...rest} href={asRoute(href)}>
      {children}
    </NextLink>
  );
}
