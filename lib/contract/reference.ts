import { problemCodes, refusalCodes } from "@/lib/domain/codes";
import { normalisations } from "@/lib/domain/diff/normalise";
import { type PermissionRule, permissions } from "@/lib/domain/permission-table";

const generated = "<!-- Generated from the code by `npm run generate`; do not edit. -->";

const rows = (codes: Readonly<Record<string, string>>): string =>
  Object.entries(codes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, text]) => `| \`${code}\` | ${text} |`)
    .join("\n");

/** docs/codes.md: every problem and refusal there can be. */
export const codesPage = (): string => `${generated}
# Codes

A **problem** is something wrong in somebody's file: it has a place and never stops the rest. A **refusal** is an answer: the request was understood and is not allowed now. Codes are never renamed.

## Problems
| code | meaning |
| --- | --- |
${rows(problemCodes)}

## Refusals
| code | meaning |
| --- | --- |
${rows(refusalCodes)}
`;

/** docs/permissions.md: who may do what, from the table that the spine reads. */
export const permissionsPage = (): string => `${generated}
# Permissions

Roles come from the fleet file: a team's \`access\` in an environment gives viewer (read-only), developer (read-write) or operator (admin); an environment's \`approvers\` give approver; \`roles\` give manager and admin. The check runs in the operation, on the stored object, for every door.

| operation | where | any of these roles | token scopes (besides all) | offline |
| --- | --- | --- | --- | --- |
${(Object.entries(permissions) as [string, PermissionRule][])
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(
    ([name, rule]) =>
      `| \`${name}\` | ${rule.at} | ${rule.at === "own" ? "any signed-in person" : rule.roles.join(", ")} | ${rule.tokens === null ? "never by a token" : rule.tokens.join(", ") || "none"} | ${rule.offline ? "yes" : "no"} |`,
  )
  .join("\n")}
`;

/** docs/comparison.md: what the comparison does not call a difference. */
export const comparisonPage = (): string => `${generated}
# What is not a difference

\`o8 environment diff\`, \`o8 manifest diff\` and the compare page share one engine. Before two values are called different, this is taken out of the way, in one list:

| name | rule |
| --- | --- |
${normalisations.map(({ name, rule }) => `| ${name} | ${rule} |`).join("\n")}
`;
