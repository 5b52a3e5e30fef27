/**
 * The registry of problem and refusal codes: code -> what it means, in one line.
 * Codes are never renamed; docs/codes.md is generated from here.
 */
export const problemCodes = {
  "fleet.missing": "The folder has no orchestr8.yaml; only what can be found without it is checked",
} as const;

export const refusalCodes = {
  "auth.required": "Sign in first",
  "auth.forbidden": "The person lacks the permission for this act here",
  "input.invalid": "The input does not fit its schema",
} as const;

export type ProblemCode = keyof typeof problemCodes;
export type RefusalCode = keyof typeof refusalCodes;
