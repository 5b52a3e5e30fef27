import type { CheckEvidence, RunEvidence } from "@/lib/domain/gate-check";
import type { Reads } from "@/lib/ports/store/store";

const reportsRead = 500;

/** Everything reported and seen of an application, in the form that gates judge. */
export async function evidenceOf(
  store: Reads,
  application: string,
): Promise<{ checks: readonly CheckEvidence[]; runs: readonly RunEvidence[] }> {
  const [checks, runs] = await Promise.all([
    store.checks.history({ application, limit: reportsRead }),
    store.releases.history({ application, limit: reportsRead }),
  ]);
  return {
    checks: checks.map(({ environment, check, release, result, link, details, at }) => ({
      environment,
      check,
      release,
      result,
      link,
      details,
      at,
    })),
    runs: runs.map(({ environment, release, startedAt, verifiedAt, endedAt }) => ({
      environment,
      release,
      startedAt,
      verifiedAt,
      endedAt,
    })),
  };
}
