/** What a token may be made for; `all` is everything its owner may do. */
export const tokenScopes = ["read", "check.report", "promotion.request", "promotion.decide", "all"] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** `approver` stands for `approver:<team>` of any team. */
export type RoleName = "viewer" | "developer" | "operator" | "approver" | "manager" | "admin";

export type PermissionRule = {
  /**
   * Where the roles are looked up. `own`: any signed-in person, on what is theirs. `fleet`: anywhere.
   * `application`: the widest access in any of its environments. `environment`: the access exactly there.
   */
  at: "own" | "fleet" | "application" | "environment";
  /** Any one of these is enough. */
  roles: readonly RoleName[];
  /** Token scopes that reach it, besides `all`. Null: never by a token, so that a stolen one cannot renew itself. */
  tokens: readonly TokenScope[] | null;
  /** Needs files only, so the CLI may run it on a checkout without signing in. */
  offline: boolean;
  /** The act in words, for a refusal: "You may not <act> …". */
  act: string;
};

const everyone = ["viewer", "developer", "operator", "approver", "manager", "admin"] as const;
const changers = ["developer", "operator", "admin"] as const;

const read = (at: PermissionRule["at"], act: string, also: Partial<PermissionRule> = {}): PermissionRule => ({
  at,
  roles: everyone,
  tokens: ["read"],
  offline: false,
  act,
  ...also,
});
const own = (act: string, tokens: PermissionRule["tokens"]): PermissionRule => ({
  at: "own",
  roles: everyone,
  tokens,
  offline: false,
  act,
});
const change = (at: PermissionRule["at"], act: string, tokens: readonly TokenScope[]): PermissionRule => ({
  at,
  roles: changers,
  tokens,
  offline: false,
  act,
});
const decide = (act: string): PermissionRule => ({
  at: "environment",
  roles: ["approver"],
  tokens: ["promotion.decide"],
  offline: false,
  act,
});

/** Whoever answers for what an environment costs, and whoever works there. */
const agree = (act: string): PermissionRule => ({
  at: "environment",
  roles: ["developer", "operator", "manager", "admin"],
  tokens: [],
  offline: false,
  act,
});

const offline = { offline: true };
const forRequests = { tokens: ["read", "promotion.request"] as const };

/**
 * Role x noun.verb x access, the one place that says who may do what. Asking for a promotion needs write access in
 * some environment of the application, not in the target: gates and approvals guard the target.
 */
export const permissions = {
  "fleet.show": read("fleet", "see the fleet", offline),
  "fleet.head": read("fleet", "see the fleet"),
  "fleet.start": own("see how to begin", ["read"]),
  "fleet.search": read("fleet", "search the fleet"),
  "application.show": read("application", "see", offline),
  "application.config": read("environment", "see the configuration", offline),
  "application.whatif": read("environment", "try an edit", offline),
  "environment.list": read("fleet", "list the environments", offline),
  "environment.show": read("environment", "see", offline),
  "environment.diff": read("environment", "compare", offline),
  "environment.parity": read("fleet", "compare environments", offline),
  "environment.text": read("environment", "compare", offline),
  "environment.render": read("environment", "render", offline),
  "environment.origin": read("environment", "explain values", offline),
  "environment.live": read("environment", "see what runs"),
  "environment.explain": read("environment", "explain values", offline),
  "environment.resources": read("environment", "see resources", offline),
  "environment.scale-plan": read("environment", "plan a scaling", { ...offline, ...forRequests }),
  "environment.scale": change("environment", "ask for another size of the node pool", ["promotion.request"]),
  "environment.expect-plan": read("environment", "try a rule for expected differences", {
    ...offline,
    ...forRequests,
  }),
  "environment.expect": change("application", "mark differences as expected", ["promotion.request"]),
  "environment.right-size-plan": read("environment", "plan other requests", forRequests),
  "environment.right-size": change("application", "ask for other requests", ["promotion.request"]),
  "environment.right-size-pool-plan": read("environment", "plan another node pool", forRequests),
  "environment.right-size-pool": change("environment", "ask for another node pool", ["promotion.request"]),
  "environment.use": read("environment", "see what is used"),
  "environment.schedules": read("fleet", "see schedules", offline),
  "environment.schedule-plan": read("environment", "plan a schedule", { ...offline, ...forRequests }),
  "environment.schedule": {
    ...change("environment", "ask for another schedule", ["promotion.request"]),
    // Who pays may ask; who approves decides.
    roles: [...changers, "manager"],
  },
  "environment.keep-awake": change("environment", "keep it awake", ["promotion.request"]),
  "environment.let-sleep": change("environment", "let it sleep", ["promotion.request"]),
  "promotion.plan": read("environment", "plan a promotion", { ...offline, ...forRequests }),
  "promotion.list": read("fleet", "list promotions", forRequests),
  "promotion.show": read("environment", "see promotions", {
    tokens: ["read", "promotion.request", "promotion.decide"],
  }),
  "promotion.request": change("application", "ask for a promotion", ["promotion.request"]),
  "promotion.rollback-plan": read("environment", "plan a rollback", forRequests),
  "promotion.rollback": change("application", "ask for a rollback", ["promotion.request"]),
  "promotion.edit": change("application", "change a value", ["promotion.request"]),
  "promotion.carry-plan": read("environment", "plan to bring a value", forRequests),
  "promotion.carry": change("application", "bring a value", ["promotion.request"]),
  "promotion.retry": change("application", "retry a promotion", ["promotion.request"]),
  "promotion.withdraw": change("application", "withdraw a promotion", ["promotion.request"]),
  "promotion.approve": decide("approve a promotion"),
  "promotion.reject": decide("reject a promotion"),
  "promotion.comment": read("environment", "comment on a promotion", {
    tokens: ["promotion.request", "promotion.decide"],
  }),
  "check.report": change("application", "report a check", ["check.report"]),
  "inbox.list": own("see your inbox", ["read", "promotion.decide"]),
  "audit.list": read("fleet", "read the audit list"),
  "audit.verify": read("fleet", "verify the audit list"),
  "cost.review": read("fleet", "see what things cost", offline),
  "cost.accept": agree("agree on a saving"),
  "cost.dismiss": agree("dismiss a saving"),
  "cost.reopen": agree("open a saving again"),
  "cost.import": {
    at: "fleet",
    roles: ["manager", "admin"],
    tokens: [],
    offline: false,
    act: "import a bill",
  },
  "settings.show": read("fleet", "see the settings"),
  "token.list": own("list your tokens", ["read"]),
  "token.create": own("create a token", null),
  "token.revoke": own("revoke a token", []),
  "session.list": own("list your sessions", ["read"]),
  "session.revoke": own("end a session", null),
  "person.me": own("see who you are", ["read", "check.report", "promotion.request", "promotion.decide"]),
} as const satisfies Readonly<Record<string, PermissionRule>>;

export type OperationName = keyof typeof permissions;

export const isOperationName = (name: string): name is OperationName => Object.hasOwn(permissions, name);
