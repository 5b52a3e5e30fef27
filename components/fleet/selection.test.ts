import { expect, test } from "vitest";
import { compareHref, readSelection, selectionText, withCell } from "./selection";

const order = ["dev", "staging", "production"];

test("two cells of a row compare in promotion order, whichever was chosen first", () => {
  const two = withCell(withCell(null, "my-service", "production"), "my-service", "staging");
  expect(compareHref(two, order)).toBe("/compare/staging...production?app=my-service");
});

test("a cell of another row begins a new choice, because only one application is compared", () => {
  const one = withCell(null, "my-service", "staging");
  expect(withCell(one, "ledger", "dev")).toEqual({ application: "ledger", environments: ["dev"] });
});

test("a third cell takes the second's place and a chosen one is let go", () => {
  const two = withCell(withCell(null, "a", "dev"), "a", "staging");
  expect(withCell(two, "a", "production")?.environments).toEqual(["dev", "production"]);
  expect(withCell(two, "a", "dev")?.environments).toEqual(["staging"]);
  expect(withCell({ application: "a", environments: ["dev"] }, "a", "dev")).toBeNull();
});

test("a choice survives the address, and nonsense in the address is no choice", () => {
  const two = { application: "my-service", environments: ["staging", "production"] };
  expect(readSelection(selectionText(two))).toEqual(two);
  expect(readSelection("")).toBeNull();
  expect(readSelection("my-service")).toBeNull();
  expect(readSelection("a:b,c,d")?.environments).toEqual(["b", "c"]);
});
