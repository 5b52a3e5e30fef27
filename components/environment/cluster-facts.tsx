import type { EnvironmentView } from "@/lib/contract/environment-view";
import type { ClusterView } from "@/lib/contract/view";
import { Status } from "../status/status";
import { When } from "../time/when";
import { Link } from "../ui/link";
import { Facts } from "../ui/panel";

function Reachability({ cluster, asOf }: { cluster: ClusterView; asOf: string }) {
  if (cluster.reachable === true)
    return (
      <Status
        kind="healthy"
        word={
          <>
            reachable
            {cluster.asOf ? (
              <>
                , <When at={cluster.asOf} asOf={asOf} />
              </>
            ) : null}
          </>
        }
      />
    );
  if (cluster.reachable === null) return <Status kind="unknown" word="no answer yet" />;
  return (
    <Status
      kind="unknown"
      word={
        cluster.asOf ? (
          <>
            not answering, last <When at={cluster.asOf} asOf={asOf} />
          </>
        ) : (
          "not answering, never heard from"
        )
      }
      reason={cluster.reason}
    />
  );
}

/** "eu-central-1 a, b, c": clouds repeat the region in the names of its zones. */
export const zonesText = ({ name, zones }: EnvironmentView["regions"][number]): string =>
  [name, zones.map((zone) => (zone.startsWith(name) ? zone.slice(name.length) : zone)).join(", ")]
    .filter(Boolean)
    .join(" ");

function windowFact(view: EnvironmentView) {
  const { window, waiting } = view;
  const closed = window.state === "closed";
  const came =
    waiting === 0
      ? "nothing waits to come in"
      : `${waiting} ${waiting === 1 ? "promotion waits" : "promotions wait"}${closed ? "; approve now, they start then" : ""}`;
  return {
    label: ["Change window", window.name?.replaceAll("_", " ")].filter(Boolean).join(", "),
    value: closed ? <Status kind="waiting" word={`Closed. ${capital(window.text)}`} /> : capital(window.text),
    detail:
      closed && window.until ? (
        <>
          <When at={window.until} form="until" asOf={view.asOf} />; {came}
        </>
      ) : (
        came
      ),
  };
}

/** Where nothing is declared it may run at night for nobody: the way to a schedule is always there. */
function scheduleFact({ name, production, sleep }: EnvironmentView) {
  return {
    label: "Schedule",
    value: sleep?.asleep ? (
      <Status kind="waiting" word={capital(sleep.text)} />
    ) : (
      capital(sleep?.text ?? "always up")
    ),
    detail: production ? (
      "production never sleeps"
    ) : (
      <Link href={`/schedules?env=${name}`} className="underline">
        {sleep ? "See what sleeps, and what it saves" : "See what sleeping would save"}
      </Link>
    ),
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Where it runs and when it may change: one row, and what does not answer is hatched. */
export function ClusterFacts({ view }: { view: EnvironmentView }) {
  const alone = view.clusters.length === 1;
  const [first, ...others] = view.regions;
  return (
    <Facts
      items={[
        ...view.clusters.map((cluster) => ({
          label: alone ? "Cluster" : cluster.role === "primary" ? "Primary cluster" : "Failover cluster",
          value: cluster.name,
          detail: <Reachability cluster={cluster} asOf={view.asOf} />,
          stale: cluster.reachable === false,
        })),
        ...(first
          ? [
              {
                label: "Region and zones",
                value: zonesText(first),
                detail: others.length > 0 ? `also ${others.map(zonesText).join("; ")}` : undefined,
              },
            ]
          : []),
        windowFact(view),
        scheduleFact(view),
        {
          label: "Freeze",
          value: view.freeze.now ?? "none now",
          detail: view.freeze.next ? `next ${view.freeze.next}` : "none declared ahead",
        },
      ]}
    />
  );
}
