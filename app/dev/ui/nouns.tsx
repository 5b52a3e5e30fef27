import { Approvals, teamsDone } from "@/components/act/approvals";
import { Receipt, ReceiptLine } from "@/components/act/receipt";
import { Verdict } from "@/components/act/verdict";
import { ProdLabel } from "@/components/frame/prod-label";
import { Sentence } from "@/components/frame/sentence";
import { Person } from "@/components/person/person-avatar";
import { Pipeline } from "@/components/pipeline/pipeline";
import { StepStrip } from "@/components/pipeline/step-strip";
import { LayerRibbon, LayerRibbonHead, LayerRibbonKey } from "@/components/provenance/layer-ribbon";
import { layers } from "@/components/provenance/layers";
import { Origin } from "@/components/provenance/origin";
import { Sha } from "@/components/provenance/sha";
import { SourceLink } from "@/components/provenance/source-link";
import { Status, StatusCounts } from "@/components/status/status";
import { Freshness } from "@/components/time/freshness";
import { When } from "@/components/time/when";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Panel } from "@/components/ui/panel";
import { pipelineNodes, steps, teams } from "./noun-samples";
import { ago, asOf, Row, Sample } from "./sample";

export function Nouns() {
  return (
    <>
      <Sample title="Status">
        <Row>
          <Status kind="healthy" word="healthy" />
          <Status kind="moving" word="rolling out" />
          <Status kind="attention" word="drift 2" />
          <Status kind="failed" word="integration_tests" />
          <Status kind="waiting" word="opens Mon 09:00 Berlin" />
          <Status kind="unknown" word="not answering" />
          <Status kind="healthy" word="1.8.0" stale="13:48" />
          <StatusCounts counts={{ healthy: 11, failed: 2, unknown: 1 }} />
        </Row>
        <Row>
          <Status
            kind="attention"
            word="7 of 8 well below limits"
            reason="ledger memory is 1 % below its limit"
          />
          {(["healthy", "moving", "attention", "failed", "waiting", "unknown"] as const).map((kind) => (
            <Status key={kind} kind={kind} word={kind} dense />
          ))}
        </Row>
      </Sample>
      <Sample title="Time, commits, people, origin">
        <Row>
          <When at={ago(4)} asOf={asOf} />
          <When at={ago(60 * 24 * 6)} form="age" asOf={asOf} />
          <When at={ago(60 * 24 * 6)} />
          <When at={ago(-60 * 66)} form="until" asOf={asOf} />
          <Freshness at={asOf} />
          <Freshness at={ago(14)} reason="cluster eu-1 unreachable" source="prod-secondary" />
          <Sha sha="4f2c91a0d5a0e2074f2c91a0d5a0e2074f2c91a0" copy />
          <Sha sha="9c41f7e2aa00000000000000d5a0e207" form="ends" label="plan digest" copy />
          <SourceLink source={{ file: "environments.yaml", line: 61, sha: "4f2c91a" }} href="#source" />
          <Person name="Jonas Weber" detail="platform-team" />
          <ProdLabel />
        </Row>
        <Row>
          {layers.map((layer) => (
            <Origin key={layer} layer={layer} />
          ))}
          <LayerRibbonHead />
          <LayerRibbon
            marks={{
              base: "overridden",
              environment: "overridden",
              cluster: "wins",
              region: "inherits",
              runtime: "inherits",
            }}
          />
          <LayerRibbonKey />
        </Row>
      </Sample>
      <Sample title="Sentence and verdict">
        <Sentence
          size="large"
          words={[
            { text: "Production is " },
            { text: "fit for use", strong: true },
            { text: ", but if prod-primary fails now we " },
            { text: "do not know", strong: true },
            { text: " whether prod-secondary can take over." },
          ]}
        />
        <Verdict
          kind="waiting"
          words={[{ text: "Waits for security-team and for the change window, opens Mon 09:00 Berlin" }]}
          blockers={[
            {
              status: { kind: "waiting", word: "", reason: null },
              title: "security-team, 0 of 1",
              detail: "Priya Raman, Tomás Silva or Wen Li can approve now",
            },
            {
              status: { kind: "waiting", word: "", reason: null },
              title: "change window, closed",
              detail: "Freeze until midnight; opens by itself in 2 d 18 h",
            },
            {
              status: { kind: "healthy", word: "", reason: null },
              title: "8 other gates do not block",
              detail: "6 passed, 1 waived, 1 inconclusive but advisory",
            },
          ]}
        />
      </Sample>
      <div className="grid items-start gap-6 md:grid-cols-[304px_1fr]">
        <Sample title="Approvals">
          <Panel title="Approvals" aside={teamsDone(teams)} flush>
            <Approvals
              teams={teams}
              asOf={asOf}
              acts={(team) =>
                team.approve.allowed || team.given >= team.needed ? null : (
                  <div className="mt-2">
                    <Button wide disabled reasonAt="below" reason={team.approve.message}>
                      Approve for {team.team}
                    </Button>
                  </div>
                )
              }
            />
          </Panel>
        </Sample>
        <Sample title="Receipt">
          <Panel>
            <ReceiptLine steps={steps} />
            <div className="h-3" />
            <Receipt steps={steps} />
          </Panel>
          <StepStrip label="Rollout" steps={steps} />
        </Sample>
      </div>
      <Sample title="Pipeline">
        <Pipeline
          label="Stages of my-service"
          asOf={asOf}
          nodes={pipelineNodes(<Chip tone="attention">3 unexplained</Chip>)}
        />
      </Sample>
    </>
  );
}
