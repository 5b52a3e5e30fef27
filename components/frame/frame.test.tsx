import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeLayer } from "./frame-state";
import { Keyboard } from "./keyboard";
import { currentItem, type NavGroup } from "./nav";
import { Palette, type PaletteItem } from "./palette";

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => router, usePathname: () => "/" }));
const router = { push };

const nav: NavGroup[] = [
  [
    { href: "/", label: "Fleet", icon: "fleet", letter: "f" },
    { href: "/promotions", label: "Promotions", icon: "promotions", letter: "p" },
  ],
];

beforeEach(() => {
  push.mockReset();
  localStorage.clear();
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(() => {
  act(closeLayer);
  cleanup();
});

describe("the keys of a page", () => {
  test("g and a letter go to a page", async () => {
    render(<Keyboard nav={nav} />);
    await userEvent.keyboard("gp");
    expect(push).toHaveBeenCalledExactlyOnceWith("/promotions");
  });

  test("are dead where somebody writes", async () => {
    render(
      <>
        <Keyboard nav={nav} />
        <input aria-label="Comment" />
      </>,
    );
    await userEvent.click(screen.getByRole("textbox"));
    await userEvent.keyboard("gp?");
    expect(push).not.toHaveBeenCalled();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("show their sheet on a question mark, and can be switched off there", async () => {
    render(<Keyboard nav={nav} />);
    await userEvent.keyboard("?");
    expect(screen.getByRole("dialog", { name: "Keyboard" })).toBeTruthy();
    await userEvent.click(screen.getByRole("checkbox", { name: "Switch single keys off in this browser" }));
    await userEvent.keyboard("{Escape}");
    await userEvent.keyboard("gp");
    expect(push).not.toHaveBeenCalled();
  });

  test("step over the rows of a page", async () => {
    render(
      <>
        <Keyboard nav={nav} />
        <a data-row href="/a">
          a
        </a>
        <a data-row href="/b">
          b
        </a>
      </>,
    );
    for (const link of screen.getAllByRole("link"))
      Object.defineProperty(link, "offsetParent", { value: document.body });
    await userEvent.keyboard("j");
    expect(document.activeElement?.textContent).toBe("a");
    await userEvent.keyboard("jjk");
    expect(document.activeElement?.textContent).toBe("a");
  });
});

describe("the palette", () => {
  const open = async (search?: (text: string) => Promise<PaletteItem[]>, acts: PaletteItem[] = []) => {
    render(
      <>
        <Palette nav={nav} acts={acts} {...(search ? { search } : {})} />
        <Keyboard nav={nav} />
      </>,
    );
    await userEvent.keyboard("{Control>}k{/Control}");
  };

  test("opens on mod and k and goes to what is chosen", async () => {
    await open();
    await userEvent.type(screen.getByRole("combobox"), "promo{Enter}");
    expect(push).toHaveBeenCalledExactlyOnceWith("/promotions");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("shows what the search finds with its command line", async () => {
    await open(async () => [
      {
        kind: "application",
        title: "my-service",
        href: "/applications/my-service",
        cli: "o8 application show my-service",
      },
    ]);
    expect(await screen.findByText("o8 application show my-service")).toBeTruthy();
  });

  test("lists a refused act with its reason and does not run it", async () => {
    const run = vi.fn();
    await open(undefined, [{ kind: "act", title: "Freeze production", run, refused: "needs platform-team" }]);
    await userEvent.click(screen.getByText("Freeze production"));
    expect(screen.getByText(/needs platform-team/)).toBeTruthy();
    expect(run).not.toHaveBeenCalled();
  });

  test("says so when the search does not answer", async () => {
    await open(async () => Promise.reject(new Error("down")));
    await userEvent.type(screen.getByRole("combobox"), "zzz");
    expect(await screen.findByText("The search did not answer; try again.")).toBeTruthy();
  });
});

test("the rail marks the page whose address begins the path, the longest first", () => {
  expect(currentItem(nav, "/promotions/prm_1")?.label).toBe("Promotions");
  expect(currentItem(nav, "/")?.label).toBe("Fleet");
  expect(currentItem(nav, "/promotionsx")).toBeUndefined();
});
