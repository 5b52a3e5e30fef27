import type { Json, JsonObject } from "@/lib/domain/json";
import type { FieldConflict } from "@/lib/ports/cluster";
import { ClusterRefusal, type ClusterRefusalReason } from "@/lib/ports/cluster-refusal";
import { Fault } from "@/lib/ports/fault";

/** A `meta/v1 Status`, as far as it was one. */
export type ApiStatus = {
  code: number;
  reason: string;
  message: string;
  causes: readonly { reason: string; message: string; field: string }[];
};

export const asObject = (value: Json | undefined): JsonObject | null =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;

const asText = (value: Json | undefined): string => (typeof value === "string" ? value : "");

export function readStatus(code: number, body: Json | undefined): ApiStatus {
  const status = asObject(body);
  const causes = asObject(status?.details)?.causes;
  return {
    code: typeof status?.code === "number" ? status.code : code,
    reason: asText(status?.reason),
    message: asText(status?.message) || `the API server answered ${code}`,
    causes: (Array.isArray(causes) ? causes : []).flatMap((cause) => {
      const one = asObject(cause);
      return one
        ? [{ reason: asText(one.reason), message: asText(one.message), field: asText(one.field) }]
        : [];
    }),
  };
}

/** 410, or the code a watch event carries for it: what was asked about is forgotten, list again. */
export const isExpired = (status: ApiStatus): boolean =>
  status.code === 410 || status.reason === "Expired" || status.reason === "Gone";

const REASONS: Readonly<Record<number, ClusterRefusalReason>> = {
  400: "invalid",
  403: "forbidden",
  404: "missing",
  405: "invalid",
  409: "conflict",
  413: "invalid",
  415: "invalid",
  422: "invalid",
};

/** A field the schema does not know is a 500 in server-side apply, although the object is what is wrong. */
const SCHEMA = /^failed to create (?:manager|typed patch object)|field not declared in schema/;

/** The refusal behind a status; throws a Fault when it is none. */
export function refusalOf(cluster: string, status: ApiStatus): ClusterRefusal {
  const reason = SCHEMA.test(status.message) ? "invalid" : REASONS[status.code];
  if (reason) {
    const fields = status.causes
      .filter((cause) => cause.field)
      .map(({ field, message }) => ({ field, message }));
    return new ClusterRefusal(reason, status.message, fields);
  }
  if (status.code === 401) {
    throw new Fault(`cluster ${cluster} did not accept our credentials`, { retryable: false });
  }
  if (status.code >= 300 && status.code < 400) {
    throw new Fault(`cluster ${cluster} answered with a redirect, which is never followed`, {
      retryable: false,
    });
  }
  throw new Fault(`cluster ${cluster} failed with ${status.code}: ${status.message}`, { retryable: true });
}

/** The managers that own the fields of a refused apply; the API writes them into the causes' messages. */
export function conflictsOf(status: ApiStatus): FieldConflict[] {
  return status.causes
    .filter((cause) => cause.reason === "FieldManagerConflict")
    .map((cause) => ({
      manager: /conflict with "([^"]*)"/.exec(cause.message)?.[1] ?? "",
      field: cause.field,
    }));
}
