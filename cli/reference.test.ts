import { expect, test } from "vitest";
import { phrases } from "./phrases";
import { cliReference } from "./reference";

test("the page of commands holds every phrase with its words, options and examples, the same bytes every time", () => {
  const page = cliReference();
  for (const phrase of phrases) {
    expect(page).toContain(`\`o8 ${phrase.words}`);
    for (const option of phrase.options ?? []) expect(page).toContain(`\`${option.flags}\``);
    for (const example of phrase.examples ?? []) expect(page).toContain(example);
  }
  expect(cliReference()).toBe(page);
});
