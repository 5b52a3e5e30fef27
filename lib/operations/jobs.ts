import type { JobHandler } from "./job";
import { execute } from "./promotion/execute.job";

/** Everything that runs longer than a request. */
export const jobHandlers: readonly JobHandler[] = [execute];
