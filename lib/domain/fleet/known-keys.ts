import { z } from "zod";

/** The keys a schema allows at a path; none where any key may stand. */
export function keysOf(schema: z.core.$ZodType, path: readonly (string | number)[]): readonly string[] {
  let here: z.core.$ZodType | undefined = inside(schema);
  for (const segment of path) {
    if (here instanceof z.ZodObject) here = here.shape[String(segment)];
    else if (here instanceof z.ZodRecord) here = here.valueType;
    else if (here instanceof z.ZodArray) here = here.element;
    else return [];
    here = here && inside(here);
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function inside(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional) return inside(schema.unwrap());
  if (schema instanceof z.ZodPipe) return inside(schema.in);
  return schema;
}
