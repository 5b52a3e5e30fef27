import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalJson, type Json, JsonTextError, parseJson, stringifyJson } from "./json";

describe("exact JSON", () => {
  it("keeps every digit of big integers, both ways", () => {
    const text = '{"a":9007199254740993,"b":[-12345678901234567890],"c":9007199254740991,"d":1.5e3}';
    expect(parseJson(text)).toEqual({
      a: 9007199254740993n,
      b: [-12345678901234567890n],
      c: 9007199254740991,
      d: 1500,
    });
    expect(stringifyJson(parseJson(text))).toBe(text.replace("1.5e3", "1500"));
  });

  it("reads what it printed, and what JSON.stringify printed", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\d{16}/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
        expect(parseJson(stringifyJson(JSON.parse(text) as Json, 2))).toEqual(JSON.parse(text));
        expect(stringifyJson(JSON.parse(text) as Json)).toBe(text);
        // The long way round, which a big integer anywhere in the text takes.
        expect(parseJson(`[${text},12345678901234567890]`)).toEqual([
          JSON.parse(text),
          12345678901234567890n,
        ]);
      }),
    );
  });

  it.each([
    ["{", 1, 2],
    ['{\n "a": 1,\n}', 3, 1],
    ["[1 2]", 1, 4],
    ['"abc', 1, 5],
    ["", 1, 1],
    ["nul", 1, 1],
    ['{"a":1} x', 1, 9],
  ])("says where %j is wrong", (text, line, column) => {
    try {
      parseJson(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(JsonTextError);
      expect([(error as JsonTextError).line, (error as JsonTextError).column]).toEqual([line, column]);
    }
  });

  it("keeps a key named __proto__ an ordinary key", () => {
    const value = parseJson('{"__proto__":1,"n":12345678901234567890}');
    expect(Object.keys(value as object)).toEqual(["__proto__", "n"]);
    expect(equalJson(value, parseJson('{"n":12345678901234567890,"__proto__":1}'))).toBe(true);
  });

  it("leaves absent fields out", () => {
    expect(stringifyJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
  });
});
