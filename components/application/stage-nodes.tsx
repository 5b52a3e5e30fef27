import type { ApplicationView, Stage, StagePlacement } from "@/lib/contract/application";
import type { PipelineNode } from "../pipeline/pipeline";
import { middleCut } from "../provenance/sha";
import { worstOf } from "../status/status";
import { Chip } from "../ui/chip";
import { Link } from "../ui/link";
import { mainStep, NextStep } from "./next-step";

const podsText = (pods: StagePlacement["pods"]): string =>
  pods ? `${pods.ready} of ${pods.wanted} pods` : "pods unknown";

const driftOf = (stage: Stage): number =>
  stage.placements.reduce((sum, placement) => sum + (placement.drift ?? 0), 0);

/** What tells sibling clusters apart: `prod-cluster-primary`, `prod-cluster-secondary` -> `primary`, `secondary`. */
export function shortNames(names: readonly string[]): string[] {
  const parts = names.map((name) => name.split("-"));
  let same = 0;
  while (names.length > 1 && parts.every((one) => one.length > same + 1 && one[same] === parts[0]?.[same]))
    same += 1;
  return parts.map((one) => one.slice(same).join("-"));
}

/** The gravest health of the places; one that is stale can never make it good. */
function healthOf(stage: Stage): StagePlacement["health"] | undefined {
  const kind = worstOf(stage.placements.map((placement) => placement.health.kind));
  return stage.placements.find((placement) => placement.health.kind === kind)?.health;
}

function nodeOf(view: ApplicationView, stage: Stage, before: Stage | undefined): PipelineNode {
  const [only] = stage.placements;
  const many = stage.placements.length > 1;
  const entering = before?.next?.promotion ?? null;
  const step = stage.next && stage.next.kind !== "none" ? { from: stage, next: stage.next } : null;
  // The one step of the page's head is not offered twice.
  const own = step !== null && mainStep(view.stages)?.from.environment !== stage.environment;
  const drift = driftOf(stage);
  const names = shortNames(stage.placements.map((placement) => placement.cluster));
  return {
    name: stage.environment,
    href: `/environments/${stage.environment}`,
    production: stage.production,
    place: stage.placements.map((placement) => placement.cluster).join(" · "),
    version: stage.version,
    health: many ? undefined : healthOf(stage),
    since: stage.since,
    chips: (
      <>
        {drift > 0 ? <Chip tone="attention">drift {drift}</Chip> : null}
        {only && !many && only.version && only.version !== stage.version ? (
          <Chip tone="line">runs {only.version}</Chip>
        ) : null}
      </>
    ),
    placements: many
      ? stage.placements.map((placement, index) => ({
          id: placement.id,
          name: names[index] ?? placement.cluster,
          version: placement.version ?? stage.version,
          health: placement.health,
          detail: podsText(placement.pods),
          staleSince: placement.staleSince,
        }))
      : undefined,
    standing: stage.standing,
    aside: entering ? (
      <Link href={`/promotions/${entering}`} className="mono underlined">
        {middleCut(entering, 8, 4)}
      </Link>
    ) : undefined,
    act: step && own ? <NextStep application={view.name} step={step} size="sm" /> : undefined,
    next: stage.next
      ? { kind: stage.next.kind, text: stage.next.kind === "none" ? "" : stage.next.text }
      : null,
  };
}

/** Source, then the environments in order: what is where, and on each node the reason why it goes no further. */
export function stageNodes(view: ApplicationView): PipelineNode[] {
  const source: PipelineNode | null = view.source
    ? {
        name: "Git",
        source: true,
        place: view.path,
        version: view.source.sha.slice(0, 7),
        since: view.source.at,
        standing: {
          status: { kind: "healthy", word: "last change", reason: null },
          lines: [view.source.subject, view.source.author],
        },
        next: { kind: "none", text: "" },
      }
    : null;
  const stages = view.stages.map((stage, index) => nodeOf(view, stage, view.stages[index - 1]));
  return source ? [source, ...stages] : stages;
}
