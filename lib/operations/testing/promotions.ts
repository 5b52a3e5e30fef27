import type { PromotionView } from "@/lib/contract/promotion-view";
import type { Bench } from "./bench";
import { overlay, overlayFile } from "./tree";

export type Asked = { id: string; digest: string; state: string };

export const toProduction = { application: "web", from: "staging", to: "production" };

/** One overlay's text with this tag: a commit that sets a version by hand. */
export const tagged = (environment: string, tag: string, application = "web"): Record<string, string> => {
  const file = overlayFile(application, environment);
  return { [file]: overlay(application, environment, tag)[file] ?? "" };
};

/** dana's request of what staging has, for production. */
export const requestOf = (bench: Bench, more: Record<string, unknown> = {}): Promise<Asked> =>
  bench.value<Asked>("dana", "promotion.request", { ...toProduction, ...more });

/** A yes to the plan as it stands now. */
export async function say(bench: Bench, handle: string, team: string, id: string) {
  const { plan } = await bench.show(id);
  return bench.ask(handle, "promotion.approve", { id, team, planDigest: plan.digest });
}

/** Asked for and approved by both teams; nothing has started. */
export async function approved(bench: Bench): Promise<Asked> {
  const asked = await requestOf(bench);
  for (const [handle, team] of [
    ["petra", "platform-team"],
    ["sam", "security-team"],
  ] as const) {
    const outcome = await say(bench, handle, team, asked.id);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  }
  return asked;
}

/** Starts what may start, carries it out, and answers how it ended. */
export async function deliver(bench: Bench, id: string): Promise<PromotionView> {
  await bench.advance();
  await bench.work();
  return bench.show(id);
}

/** Commits of the protected branch that carry this promotion's trailer. */
export const commitsOf = (bench: Bench, id: string): readonly string[] =>
  bench
    .log()
    .filter((sha) =>
      bench.repository
        .git(["show", "-s", "--format=%B", sha], bench.repository.remote)
        .includes(`Promotion-Id: ${id}`),
    );

/** The image that really runs there, asked of the cluster. */
export async function runs(bench: Bench, environment: string, application = "web"): Promise<string> {
  const cluster =
    {
      dev: "dev-cluster",
      integration: "shared-cluster",
      staging: "staging-cluster",
      production: "prod-cluster",
    }[environment] ?? "";
  const found = await bench.engine.clusters.get(cluster)?.get({
    apiVersion: "apps/v1",
    kind: "Deployment",
    namespace: `${application}-${environment}`,
    name: application,
  });
  const spec = found?.spec as { template: { spec: { containers: { image: string }[] } } } | undefined;
  return spec?.template.spec.containers[0]?.image.split(":")[1] ?? "nothing";
}

/** A bench for each test, closed after it. */
export function benches(open: () => Promise<Bench>) {
  const opened: Bench[] = [];
  return {
    async open(): Promise<Bench> {
      const bench = await open();
      opened.push(bench);
      return bench;
    },
    async close(): Promise<void> {
      for (const bench of opened.splice(0)) await bench.close();
    },
  };
}
