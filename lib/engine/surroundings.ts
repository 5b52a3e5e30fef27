import type { Store } from "@/lib/ports/store/store";
import type { Surroundings } from "@/lib/ports/surroundings";
import type { Settings } from "./settings";
import { version } from "./version";

/** What the settings page may tell; passwords inside addresses are left out. */
export function surroundingsOf(
  settings: Settings,
  store: Store,
  remote: string,
  branch: string,
): Surroundings {
  return {
    facts: () => ({
      demo: settings.demo !== null,
      version,
      store: {
        kind: store.kind === "pglite" ? "pglite" : "postgresql",
        detail: store.kind === "pglite" ? `folder ${settings.data}` : "DATABASE_URL",
        version: store.version,
      },
      repository: { remote: withoutPassword(remote), branch },
      identityProvider: settings.oidc
        ? { kind: "oidc", issuer: settings.oidc.issuer }
        : settings.demo
          ? { kind: "demo" }
          : { kind: "none" },
      node: process.versions.node,
      kept: settings.retention,
    }),
  };
}

/** Everything up to the last `@` of an address may be a password that somebody forgot to encode. */
const withoutPassword = (remote: string): string => remote.replace(/\/\/.*@/, "//");
