/**
 * Why the API said no. `unserved`: the cluster has no such kind (a missing CRD); `missing`: something the act needs
 * is not there, such as its namespace; `masked`: the object holds a mask in place of a secret value.
 */
export type ClusterRefusalReason = "forbidden" | "missing" | "unserved" | "conflict" | "invalid" | "masked";

/** A field the API found wrong, in its path form, with its words. */
export type FieldProblem = { field: string; message: string };

/** The API understood and said no; reads throw it, writes answer it. The message is the server's own, never a secret. */
export class ClusterRefusal extends Error {
  readonly reason: ClusterRefusalReason;
  readonly fields: readonly FieldProblem[];
  constructor(reason: ClusterRefusalReason, message: string, fields: readonly FieldProblem[] = []) {
    super(message);
    this.name = "ClusterRefusal";
    this.reason = reason;
    this.fields = fields;
  }
}

/** A write's outcome: the refusal as an answer, everything else thrown on. */
export async function orRefused<T>(
  act: () => Promise<T>,
): Promise<T | { kind: "refused"; refusal: ClusterRefusal }> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ClusterRefusal) return { kind: "refused", refusal: error };
    throw error;
  }
}
