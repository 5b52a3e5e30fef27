/** The single keys of every page; `g` then a letter comes from the rail. */
export const pageKeys: readonly { keys: string; does: string }[] = [
  { keys: "⌘K", does: "search or run a command" },
  { keys: "?", does: "this sheet" },
  { keys: "/", does: "filter" },
  { keys: "j k", does: "next and previous row" },
  { keys: "n p", does: "next and previous change" },
  { keys: "x", does: "choose a cell of the fleet to compare" },
  { keys: "[ ]", does: "previous and next environment" },
  { keys: "t", does: "charts as tables" },
  { keys: ".", does: "copy link" },
  { keys: "y", does: "copy as CLI" },
  { keys: "esc", does: "one level up" },
];

const offKey = "o8.single-keys-off";

/** Single keys can be switched off (WCAG 2.1.4); kept in this browser. */
export const singleKeysOff = (): boolean => {
  try {
    return localStorage.getItem(offKey) === "1";
  } catch {
    return false;
  }
};

export const switchSingleKeys = (off: boolean): void => {
  try {
    if (off) localStorage.setItem(offKey, "1");
    else localStorage.removeItem(offKey);
  } catch {
    // A browser that keeps nothing keeps the default.
  }
};

/** Keys are dead where somebody writes, and inside menus, lists and dialogs that read letters themselves. */
export const takesLetters = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest(
    "input, textarea, select, [contenteditable=''], [contenteditable=true], [role=dialog], [role=menu], [role=listbox], [role=combobox]",
  ) !== null;
