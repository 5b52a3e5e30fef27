import "server-only";
import { engine } from "./engine";

/** What the sign-in page offers; no password is in it. */
export async function signInWays(): Promise<{
  fleet: string;
  oidc: boolean;
  demo: boolean;
  people: readonly { name: string; role: string; email: string }[];
}> {
  const running = await engine();
  const { fleet } = await running.desired.head();
  return {
    fleet: fleet.name,
    oidc: running.settings.oidc !== null,
    demo: running.settings.demo !== null,
    people: running.demoPeople(),
  };
}
