import "server-only";
import { type AuthOptions, getServerSession, type Session } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { provedAt } from "@/lib/domain/fresh-sign-in";
import type { Engine } from "@/lib/engine/engine";
import type { Settings } from "@/lib/engine/settings";
import { engine } from "./engine";

/** What our cookie says; the session row decides whether it still counts. */
export type SessionClaims = Session & { o8?: { session: string; version: number } };

const maxAgeSeconds = 12 * 3600;

/** next-auth is kept behind this file and session.ts, so that another library can replace it. */
export async function authOptions(): Promise<AuthOptions> {
  const running = await engine();
  const { settings } = running;
  return {
    secret: settings.secret,
    session: { strategy: "jwt", maxAge: maxAgeSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      ...(settings.demo ? [demoPeople(running)] : []),
      ...(settings.oidc ? [oidc(settings.oidc)] : []),
    ],
    callbacks: {
      async jwt({ token, user, account, profile }) {
        if (!user || !account) return token;
        const who =
          account.provider === "demo"
            ? { issuer: "demo", subject: user.id, groups: null, authenticatedAt: running.now() }
            : {
                issuer: settings.oidc?.issuer ?? "",
                subject: account.providerAccountId,
                groups: groupsOf(profile, settings.oidc?.groupsClaim ?? "groups"),
                authenticatedAt: provedAt(claimOf(profile, "auth_time"), running.now()),
              };
        const session = await running.signIn(
          { ...who, name: user.name ?? user.email ?? who.subject, email: user.email ?? "" },
          maxAgeSeconds,
        );
        await endFormer(running);
        return {
          sub: session.person,
          name: user.name ?? null,
          o8: { session: session.id, version: session.version },
        };
      },
      session: ({ session, token }) => Object.assign(session, { o8: token.o8 }),
      redirect: ({ url, baseUrl }) =>
        url.startsWith("/") && !url.startsWith("//")
          ? `${baseUrl}${url}`
          : new URL(url).origin === baseUrl
            ? url
            : baseUrl,
    },
    events: {
      async signOut({ token }) {
        const claims = token?.o8 as SessionClaims["o8"];
        if (claims && token?.sub) {
          const person = token.sub;
          await running.store.write((tx) => tx.sessions.revoke(claims.session, person, running.now()));
        }
      },
    },
  };
}

/**
 * A browser has one session: signing in again ends the one its cookie named, so a copy of that cookie gains nothing by
 * the new proof.
 */
async function endFormer(running: Engine): Promise<void> {
  const claims = (await getServerSession(await authOptions())) as SessionClaims | null;
  const former = claims?.o8 && (await running.store.read.sessions.get(claims.o8.session));
  if (former) await running.store.write((tx) => tx.sessions.revoke(former.id, former.person, running.now()));
}

function demoPeople(running: Engine) {
  return Credentials({
    id: "demo",
    name: "Demo",
    credentials: {
      email: { label: "Email", type: "email" },
      password: { label: "Password", type: "password" },
    },
    authorize: async (given) => running.demoPerson(given?.email ?? "", given?.password ?? ""),
  });
}

type Profile = { sub: string; name?: string; email?: string } & Record<string, unknown>;

function oidc(settings: NonNullable<Settings["oidc"]>): OAuthConfig<Profile> {
  return {
    id: "oidc",
    name: "Single sign-on",
    type: "oauth",
    wellKnown: `${settings.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid profile email groups" } },
    profile: (profile) => ({
      id: profile.sub,
      name: profile.name ?? profile.sub,
      email: profile.email ?? "",
    }),
  };
}

const claimOf = (profile: unknown, claim: string): unknown =>
  (profile as Record<string, unknown> | undefined)?.[claim];

const groupsOf = (profile: unknown, claim: string): readonly string[] => {
  const groups = claimOf(profile, claim);
  return Array.isArray(groups) ? groups.filter((group): group is string => typeof group === "string") : [];
};
