/**
 * The registry of problem and refusal codes: code -> what it means, in one line.
 * Codes are never renamed; docs/codes.md is generated from here.
 */
export const problemCodes = {
  "fleet.missing": "The folder has no orchestr8.yaml; only what can be found without it is checked",
  "fleet.unknown-key": "A key that the file's schema does not know",
  "fleet.missing-key": "A required key is missing",
  "fleet.wrong-type": "The value has another type than its key asks for",
  "fleet.invalid-value": "The value does not fit its key",
  "fleet.unknown-cluster": "The cluster is not declared in orchestr8.yaml",
  "fleet.unknown-team": "The team is not declared in orchestr8.yaml",
  "fleet.unknown-window": "The change window is not declared in orchestr8.yaml",
  "fleet.unknown-environment": "The environment is not declared in orchestr8.yaml",
  "fleet.no-cluster": "No layer says which cluster an environment runs on",
  "fleet.no-namespace": "No layer says which namespace an environment uses",
  "fleet.same-cluster": "The failover cluster is the cluster itself",
  "fleet.no-approvers": "Production can be entered without anybody's approval",
  "fleet.node-pools-disagree": "Two applications declare different node pools for one environment's cluster",
  "fleet.path-taken": "Two applications share one folder",
  "fleet.no-environments": "An application's folder has no environments.yaml",
  "fleet.unlisted": "An environments.yaml belongs to no application of orchestr8.yaml",
  "fleet.no-source": "Nothing to render was found for an environment",
  "yaml.syntax": "The text is not YAML",
  "yaml.tag": "A tag that is not understood; the plain value is used",
  "yaml.key": "A mapping key that is not plain text",
  "yaml.alias": "An alias that contains itself",
  "yaml.alias-bomb": "Aliases expand to more values than are read",
  "yaml.too-large": "The file is larger than what is read",
  "yaml.too-deep": "The file nests more deeply than what is read",
  "yaml.duplicate-key": "A mapping key is written more than once; the blocks are merged",
  "yaml.duplicate-conflict": "A mapping key is written more than once with different values",
} as const;

export const refusalCodes = {
  "auth.required": "Sign in first",
  "auth.no-team": "None of the person's groups is a team of the fleet",
  "auth.scope": "The access token was not made for this act",
  "approval.not-member": "The person is not in the team",
  "approval.own-request": "Who asked for a promotion cannot approve it",
  "approval.own-commit": "Who wrote a promoted value cannot approve it",
  "approval.membership-stale": "The identity provider's word about the team is too old to count",
  "approval.team-not-asked": "The team is not asked to approve this promotion",
  "approval.already-given": "The person already answered; one person fills one slot",
  "approval.not-needed": "The team has given all the approvals it was asked for",
  "approval.reason-required": "A rejection needs a reason",
  "approval.rejected": "A team said no to this plan",
  "approval.missing": "A team has not given the approvals it was asked for",
  "approval.unknown-team": "A team that should approve is not declared, so nobody could approve for it",
  "approval.not-automatic": "Somebody must approve, so it cannot run by itself",
  "fleet.no-approvers": "The way is guarded by nobody; approvers must be declared first",
  "promotion.not-placed": "The application declares no block for that environment",
  "promotion.order": "The target does not come after the source",
  "promotion.not-waiting": "Only a waiting promotion can be decided or withdrawn",
  "promotion.not-yours": "Only the requester or an operator of the target can withdraw a promotion",
  "plan.moved": "The plan is not the one the person looked at",
  "scope.missing": "There is no such application or environment, or it may not be seen",
  "auth.forbidden": "The person lacks the permission for this act here",
  "object.missing": "There is no such thing, or the person may not see it",
  "input.invalid": "The input does not fit its schema",
} as const;

export type ProblemCode = keyof typeof problemCodes;
export type RefusalCode = keyof typeof refusalCodes;
