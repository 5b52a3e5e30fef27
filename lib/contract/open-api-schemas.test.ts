import { expect, test } from "vitest";
import { z } from "zod";
import { sharedSchemas } from "./open-api-schemas";

const Limit = z.object({ most: z.number().default(3) });
const Word = z.string().describe("A word");
const Place = z.object({ limit: Limit, word: Word });
const names = new Map<z.ZodType, string>([
  [Limit, "Limit"],
  [Word, "Word"],
  [Place, "Place"],
]);

test("a named schema is referred to wherever it stands, and kept once with what it says of itself", () => {
  const { schemas, components } = sharedSchemas(
    [
      { type: z.array(Word), io: "output" },
      { type: Word, io: "input" },
    ],
    names,
  );
  expect(schemas).toEqual([
    { type: "array", items: { $ref: "#/components/schemas/Word" } },
    { $ref: "#/components/schemas/Word" },
  ]);
  expect(components).toEqual({ Word: { type: "string", description: "A word" } });
});

test("what may be left out of a question is there in every answer, also through what refers to it", () => {
  const { schemas, components } = sharedSchemas(
    [
      { type: Place, io: "input" },
      { type: Place, io: "output" },
    ],
    names,
  );
  expect(schemas).toEqual([
    { $ref: "#/components/schemas/PlaceInput" },
    { $ref: "#/components/schemas/Place" },
  ]);
  expect(Object.keys(components)).toEqual(["Limit", "LimitInput", "Place", "PlaceInput", "Word"]);
  expect(components.Limit).toMatchObject({ required: ["most"] });
  expect(components.LimitInput).not.toHaveProperty("required");
  expect(components.PlaceInput).toMatchObject({
    properties: { limit: { $ref: "#/components/schemas/LimitInput" } },
  });
});

test("a schema that is only asked for keeps its name", () => {
  const { components } = sharedSchemas([{ type: Limit, io: "input" }], names);
  expect(Object.keys(components)).toEqual(["Limit"]);
});
