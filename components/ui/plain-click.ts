import type { MouseEvent } from "react";

/** Only a plain click is ours; a new tab, a download and a copied address stay the browser's. */
export const plainClick =
  (act: () => void) =>
  (event: MouseEvent<HTMLAnchorElement>): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    act();
  };
