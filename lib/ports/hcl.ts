import type { JsonObject } from "@/lib/domain/json";
import type { Problem } from "@/lib/domain/problem";

/** One Terraform file as Terraform's own parser reads it. */
export type HclReading = {
  file: string;
  text: string;
  /** Blocks by type and labels, each a list; expressions as `${…}` text. Null when the file cannot be read. */
  value: JsonObject | null;
  problems: readonly Problem[];
};

/** Reads HCL as Terraform does, beside the event loop. A file somebody got wrong is a problem in the answer, never a fault. */
export interface Hcl {
  read(files: readonly { file: string; text: string }[]): Promise<readonly HclReading[]>;
}
