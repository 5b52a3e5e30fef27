import type { Edit } from "./edit";
import type { Ago } from "./moment";
import type { Author } from "./people";

/** One commit of the example's history other than a release on its way. */
export type Step = { at: Ago; by: Author; subject: string; body?: string; edits: readonly Edit[] };
