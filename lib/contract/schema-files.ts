import { z } from "zod";
import { environmentsFileSchema } from "@/lib/domain/fleet/block-schema";
import { fleetFileSchema } from "@/lib/domain/fleet/file-schema";
import { priceFileSchema } from "@/lib/domain/price/price-file";

/** The JSON Schemas that editors use for the fleet's files, made from the schemas that read them. */
export function schemaFiles(): { path: string; text: string }[] {
  return [
    { path: "public/schema/orchestr8.schema.json", text: jsonSchema("orchestr8.yaml", fleetFileSchema) },
    {
      path: "public/schema/environments.schema.json",
      text: jsonSchema("environments.yaml", environmentsFileSchema),
    },
    { path: "public/schema/pricing.schema.json", text: jsonSchema("pricing.yaml", priceFileSchema) },
  ];
}

// Draft 7 is what the YAML language server of the common editors understands best.
function jsonSchema(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
  });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
