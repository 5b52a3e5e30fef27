// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Flux writes its variables so

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filled } from "./envsubst";
import { BadTemplate, readTemplate } from "./template";

const variables: Readonly<Record<string, string>> = {
  NAME: "hello",
  EMPTY: "",
  FILE: "a/b/c.tar.gz",
  WORDS: "foo bar foo",
  ACCENT: "Ünï",
  _X1: "3",
};
const fill = (text: string): string => filled(readTemplate(text), (name) => variables[name] ?? "");

describe("a text with variables", () => {
  test.each([
    ["plain } text $ and $(THIS)", "plain } text $ and $(THIS)"],
    ["${NAME}-${_X1}", "hello-3"],
    ["$${NAME} $$$${NAME} $$${NAME} 5$$", "${NAME} $${NAME} $hello 5$"],
    ["[${EMPTY}${UNSET}]", "[]"],
    ["${UNSET:=a}${UNSET:-b}${UNSET=c}${EMPTY:-d}${NAME:=e}", "abcdhello"],
    ["${UNSET:=one ${NAME:=x} two}", "one hello two"],
    ["${UNSET:=}", ""],
    // Its plus and question mark are no shell's: they give a default, too.
    ["${NAME:+set}${UNSET:+set}${UNSET:?message}", "hellosetmessage"],
    ["${NAME^}${NAME^^}${NAME,}", "HelloHELLOhello"],
    ["${#NAME} ${#ACCENT} ${#UNSET}", "5 5 0"],
    ["${NAME:1} ${NAME:1:2} ${NAME:0:-1} ${NAME:9} ${NAME:x}", "ello el hell  hello"],
    ["${FILE#*/} ${FILE##*/} ${FILE%.*} ${FILE%%.*}", "b/c.tar.gz c.tar.gz a/b/c.tar a/b/c"],
    [
      "${WORDS/foo/X} ${WORDS//foo/X} ${WORDS/#foo/X} ${WORDS/%foo/X}",
      "X bar foo X bar X X bar foo foo bar X",
    ],
    ["${FILE//\\//-} ${WORDS//o/}", "a-b-c.tar.gz f bar f"],
  ])("%s", (text, expected) => {
    expect(fill(text)).toBe(expected);
  });

  test.each([
    "${",
    "${}",
    "${NAME",
    "${NAME-default}",
    "${NAME:}",
    "${NAME#}",
    "${NAME/x}",
    "${A B}",
    "${#}",
  ])("%s is refused, and not passed on as it is", (text) => {
    expect(() => readTemplate(text)).toThrow(BadTemplate);
  });

  test.each([
    ["nested without end", "${A:=".repeat(50_000)],
    ["that grows by replacing", "${LONG//x/${LONG}}"],
    ["that tries a pattern at every place", "${LONG##*x*x*x*y}"],
  ])("a text %s is refused at once", (_, text) => {
    const lookup = () => "x".repeat(100_000);
    expect(() => filled(readTemplate(text), lookup)).toThrow(BadTemplate);
  });

  test("a text without a dollar sign stays, and doubled signs give any text back", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fill(text.replaceAll("$", "$$$$"))).toBe(text);
      }),
    );
  });

  test("reading ends, with a template or a refusal, whatever stands there", () => {
    const letters = fc.constantFrom(..."${}:=-#%/\\^,*?[]aA1 ".split(""));
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 60 }), (text) => {
        try {
          expect(typeof fill(text)).toBe("string");
        } catch (error) {
          expect(error).toBeInstanceOf(BadTemplate);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
