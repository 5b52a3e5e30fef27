import type { Json, JsonObject } from "./json";

/** One Kubernetes object as rendered or read; extra keys are kept as they are. */
export type Manifest = JsonObject & {
  apiVersion: string;
  kind: string;
  metadata: JsonObject & { name: string; namespace?: string };
};

export type { Json, JsonObject };
