import { z } from "zod";
import { CostInput } from "@/lib/domain/cost/allocation-input";
import { OpenCostAnswer } from "@/lib/domain/cost/opencost-answer";
import { type Property, parseProperty, propertyWords } from "@/lib/domain/cost/property";
import { parseSelector, type Selector } from "@/lib/domain/cost/selector";
import { document } from "./document";

const words = z.union([z.array(z.string()), z.string().transform((text) => [text])]);

const Properties = z
  .union([
    z.array(z.string()),
    z.string().transform((text) =>
      text
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== ""),
    ),
  ])
  .transform((given, context) =>
    given.flatMap((word): Property[] => {
      const property = parseProperty(word);
      if (property === null) context.addIssue(`${word} is none of ${propertyWords.join(", ")}`);
      return property === null ? [] : [property];
    }),
  );

const Selectors = words.transform((given, context) =>
  given.flatMap((text): Selector[] => {
    const selector = parseSelector(text);
    if (selector === null) context.addIssue(`${text} is not written like namespace=x or label:team=core`);
    return selector === null ? [] : [selector];
  }),
);

/** An input as an object in place of a file name; it is read like a file. */
const Inline = z.record(z.string(), z.unknown());

/** One allocation as `o8 cost allocate` and its `--batch` take it. */
export const CostAllocateCase = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  input: z.union([z.string().min(1), Inline]),
  by: Properties.nullish().describe("Without it: by namespace"),
  idle: z.enum(["separate", "share", "hide"]).nullish(),
  idleBy: z.enum(["cluster", "node"]).nullish(),
  idleSplit: z.boolean().nullish(),
  share: Selectors.nullish(),
  overhead: z.number().nonnegative().nullish().describe("A flat cost per hour"),
  split: z.enum(["even", "weighted"]).nullish(),
  filter: Selectors.nullish(),
});
export type CostAllocateCase = z.output<typeof CostAllocateCase>;

/** What an input file holds: our own form, or OpenCost's own allocation answer. */
export const CostFile = { own: CostInput, openCost: OpenCostAnswer };

const amount = z.number();
const nodeCost = z.object({ cpu: amount, ram: amount, gpu: amount });
const ratio = z.number().nullable().describe("Usage over request; null where nobody measured");

/** What `o8 cost allocate -o json` prints. */
export const CostAllocate = document("CostAllocate", {
  rows: z
    .array(
      z.object({
        name: z
          .string()
          .describe("The values of `by`, joined by /; __idle__, __unallocated__ where there is none"),
        cost: nodeCost.extend({
          pv: amount,
          network: amount,
          loadBalancer: amount,
          shared: amount,
          external: amount,
          total: amount,
        }),
        efficiency: z.object({ cpu: ratio, ram: ratio, total: ratio }),
      }),
    )
    .describe("In the order of their names"),
  total: amount.describe("The sum of the rows"),
  incomplete: z.boolean().describe("Something has no price: the total is too small"),
  overAllocated: z
    .array(z.object({ cluster: z.string().nullable(), node: z.string().nullable(), cost: nodeCost }))
    .describe(
      "Given out beyond what the nodes cost, where the input's idle is negative; idle itself is then 0",
    ),
});
export type CostAllocate = z.output<typeof CostAllocate>;
