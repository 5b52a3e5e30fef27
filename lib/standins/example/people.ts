/** Somebody who can sign in to the demo. The password is printed by `npm run demo` and worth nothing elsewhere. */
export type ExamplePerson = {
  /** First name in lower-case ASCII; unique. */
  handle: string;
  name: string;
  email: string;
  title: string;
  /** Teams of examples/acme/orchestr8.yaml, and the identity-provider groups that stand for them. */
  teams: readonly string[];
  groups: readonly string[];
  password: string;
};

const groupOf: Readonly<Record<string, string>> = {
  "platform-team": "acme-platform",
  "security-team": "acme-security",
};

function person(handle: string, name: string, title: string, teams: readonly string[]): ExamplePerson {
  const email = `${name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll(" ", ".")}@acme.example`;
  const groups = teams.map((team) => groupOf[team] ?? `acme-${team}`);
  return { handle, name, email, title, teams, groups, password: `${handle}-demo` };
}

/** The people the demo can be used as, in the order it prints them. */
export const people: readonly ExamplePerson[] = [
  person("ada", "Ada Lindqvist", "developer", ["payments", "developers"]),
  person("lena", "Lena Vogt", "QA", ["qa"]),
  person("mira", "Mira Adler", "platform", ["platform-team"]),
  person("jonas", "Jonas Weber", "platform", ["platform-team"]),
  person("priya", "Priya Raman", "security", ["security-team"]),
  person("wen", "Wen Li", "security", ["security-team"]),
  person("sofia", "Sofia Marin", "manager", ["finance"]),
  person("tomas", "Tomás Silva", "admin", ["platform-leads"]),
];

const committers = [
  person("henrik", "Henrik Berg", "developer", ["payments", "developers"]),
  person("ines", "Ines Koch", "developer", ["storefront", "developers"]),
  person("tom", "Tom Brandt", "developer", ["payments", "developers"]),
];

export type Author = "ada" | "henrik" | "ines" | "tom" | "mira" | "wen";
export type Approver = "mira" | "jonas" | "priya" | "wen";

/** Name and address as Git writes them, of anybody who appears in the example's history. */
export function identityOf(handle: Author | Approver): { name: string; email: string } {
  const found = [...people, ...committers].find((one) => one.handle === handle);
  if (!found) throw new Error(`nobody in the example is called ${handle}`);
  return { name: found.name, email: found.email };
}
