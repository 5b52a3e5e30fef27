import { index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { fleet, instant, words } from "./column";

export const person = pgTable(
  "person",
  {
    id: text("id").primaryKey(),
    fleet: fleet(),
    issuer: words("issuer").notNull(),
    subject: words("subject").notNull(),
    name: words("name").notNull(),
    email: words("email").notNull(),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSignInAt: instant("last_sign_in_at").notNull(),
  },
  (t) => [uniqueIndex("person_identity").on(t.fleet, t.issuer, t.subject)],
);

const ofPerson = () =>
  text("person")
    .notNull()
    .references(() => person.id);

export const membership = pgTable(
  "membership",
  { fleet: fleet(), person: ofPerson(), team: words("team").notNull(), seenAt: instant("seen_at").notNull() },
  (t) => [primaryKey({ columns: [t.fleet, t.person, t.team] }), index("membership_team").on(t.fleet, t.team)],
);

export const session = pgTable(
  "session",
  {
    id: text("id").primaryKey(),
    fleet: fleet(),
    person: ofPerson(),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    authenticatedAt: instant("authenticated_at"),
    lastSeenAt: instant("last_seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("session_person").on(t.fleet, t.person)],
);

export const token = pgTable(
  "token",
  {
    id: text("id").primaryKey(),
    fleet: fleet(),
    person: ofPerson(),
    name: words("name").notNull(),
    hash: text("hash").notNull(),
    scopes: text("scopes").array().notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [uniqueIndex("token_hash").on(t.fleet, t.hash), index("token_person").on(t.fleet, t.person)],
);
