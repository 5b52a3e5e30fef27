import { createSerializer, parseAsString } from "nuqs/server";

/** What the address of the page holds: the environment in view, its first one when absent. */
export const scheduleState = { env: parseAsString.withDefault("") };
export const scheduleQuery = createSerializer(scheduleState);
