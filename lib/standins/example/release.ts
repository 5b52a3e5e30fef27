import type { Edit } from "./edit";
import type { Ago } from "./moment";
import type { Approver, Author } from "./people";
import type { ExampleEnvironment } from "./version";

/** Where one version of one application went, and when. An absent environment never saw it. */
export type Release = {
  application: string;
  version: string;
  /** What is new in it. */
  title: string;
  by: Author;
  at: Readonly<Partial<Record<ExampleEnvironment, Ago>>>;
  /** Who said yes to production. */
  approvers: readonly Approver[];
  /** Settings that travelled with it, for the environment they went to. */
  carries: (environment: ExampleEnvironment) => readonly Edit[];
};

type Options = {
  approvers?: readonly Approver[];
  carries?: (environment: ExampleEnvironment) => readonly Edit[];
};

export const release = (
  application: string,
  version: string,
  by: Author,
  title: string,
  at: Release["at"],
  options: Options = {},
): Release => ({
  application,
  version,
  by,
  title,
  at,
  approvers: options.approvers ?? [],
  carries: options.carries ?? (() => []),
});
