import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseJson } from "@/lib/domain/json";
import { inert } from "./io";
import { printDocument, table } from "./print";
import { bold, red, shown } from "./style";
import { yamlText } from "./yaml-text";

const hostile = "evil\u001b]0;owned\u0007\u001b[31mred\u009b2Jgone\rover\u202etxt";

const printed = async (
  document: object,
  format: "text" | "json" | "yaml",
  colours = true,
): Promise<string> => {
  let text = "";
  const io = {
    out: (more: string) => {
      text += more;
    },
    colours,
  } as Parameters<typeof printDocument>[2];
  await printDocument(document as { name: string }, format, io, ({ name }) => `${bold("name")} ${red(name)}`);
  return text;
};

const isControl = (letter: string): boolean => {
  const code = letter.charCodeAt(0);
  return (code < 32 && letter !== "\n") || (code >= 127 && code < 160) || letter === "\u202e";
};
const controls = (text: string): string[] => [...text].filter(isControl);

test("terminal escapes from files and people do nothing in text, and colours are ours alone", async () => {
  expect(controls(inert(hostile))).toEqual([]);
  const plain = await printed({ name: hostile }, "text", false);
  expect(controls(plain)).toEqual([]);
  const coloured = await printed({ name: hostile }, "text");
  expect(coloured).toContain("\u001b[31mevil");
  const ours = ["0", "1", "31"].map((code) => `\u001b[${code}m`);
  expect(controls(ours.reduce((text, code) => text.replaceAll(code, ""), coloured))).toEqual([]);
});

test("control characters are escapes in JSON and YAML, and read back as they were", async () => {
  const json = await printed({ name: hostile, [hostile]: 1 }, "json");
  expect(controls(json)).toEqual([]);
  expect(JSON.parse(json)).toEqual({ name: hostile, [hostile]: 1 });
  const yaml = await printed({ name: hostile, list: ["\u0085", "\u009b plain"] }, "yaml");
  expect(controls(yaml)).toEqual([]);
  expect(parse(yaml)).toEqual({ name: hostile, list: ["\u0085", "\u009b plain"] });
});

test("integers beyond 2^53 keep their digits in JSON and YAML", async () => {
  const big = 9007199254740993n;
  expect(parseJson(await printed({ big }, "json"))).toEqual({ big });
  expect(await printed({ big }, "yaml")).toBe("big: 9007199254740993\n");
});

test("texts that an older YAML reader takes for something else are quoted", () => {
  const words = {
    a: "yes",
    b: "on",
    c: "0644",
    d: "1.0",
    e: "null",
    f: "12e3",
    g: "2001-01-01",
    h: "a\nb",
    i: "~",
  };
  expect(parse(yamlText(words), { version: "1.1" })).toEqual(words);
});

test("columns stay aligned whether their cells are coloured or not", () => {
  const text = shown(
    table([
      [bold("a"), "x"],
      ["long", "y"],
    ]),
    { colours: false },
  );
  expect(text).toBe("a     x\nlong  y");
});
