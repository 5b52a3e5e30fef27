import { and, eq, lt } from "drizzle-orm";
import type { Samples } from "@/lib/ports/store/samples";
import { assetHour, containerHour, costHour, nodeHour } from "../schema/samples";
import type { Scope } from "../scope";
import { costClosing } from "./cost-closing";
import { forgetParts, partReads } from "./cost-parts";
import { costReads } from "./cost-reads";
import { sampleHours } from "./sample-hours";
import { usageOf } from "./usage";

export const samplesOf = (scope: Scope): Samples => {
  const { db, fleet } = scope;
  return {
    ...costReads(scope),
    ...partReads(scope),
    ...sampleHours(scope),
    ...costClosing(scope),
    async forget({ samples, hours, parts }) {
      for (const table of [containerHour, nodeHour, assetHour])
        await db.delete(table).where(and(eq(table.fleet, fleet), lt(table.hour, samples)));
      await db.delete(costHour).where(and(eq(costHour.fleet, fleet), lt(costHour.hour, hours)));
      await usageOf(scope).forget(hours);
      await forgetParts(scope, parts);
    },
  };
};
