import { Bullet, Meter } from "@/components/chart/bullet";
import { HeatCalendar } from "@/components/chart/heat-calendar";
import { Sparkline } from "@/components/chart/sparkline";
import { StackedBar, StackedColumns } from "@/components/chart/stacked-bar";
import { LaneKey, TimelineLanes } from "@/components/chart/timeline-lanes";
import { type Unit, UnitSquares } from "@/components/chart/unit-squares";
import { Waterfall } from "@/components/chart/waterfall";
import { Status } from "@/components/status/status";
import { Panel } from "@/components/ui/panel";
import { ago, asOf, Row, Sample } from "./sample";

const open = Array.from({ length: 7 }, (_, day) =>
  Array.from({ length: 24 }, (_, hour) => (day < 5 && hour >= 9 && hour < (day === 4 ? 12 : 17) ? 0.3 : 0)),
);
const marks = [0, 1, 2, 3].flatMap((day) =>
  [570, 640, 705, 800, 905, 975].map((minute) => ({
    day,
    minute: minute + day * 7,
    label: "checkout",
    kind: "plain" as const,
  })),
);
const day = 60 * 24;
const units: Unit[] = [
  { kind: "system" },
  { kind: "used", fill: 1, code: "se" },
  { kind: "used", fill: 0.5 },
  { kind: "used", fill: 0 },
  { kind: "used", fill: 1, code: "ch" },
  { kind: "free" },
  { kind: "may" },
  { kind: "unknown" },
];
const stages = ["dev", "integration", "staging", "production"].map((name) => ({
  name,
  production: name === "production",
}));

export function Charts() {
  return (
    <>
      <Sample title="Charts in a cell">
        <Row>
          <Sparkline
            values={[4, 5, 5, 6, null, 8, 7, 9, 11]}
            summary="Cost rose from 4 to 11 in nine weeks"
          />
          <span className="w-48">
            <Bullet
              values={{ limit: 4, request: 2, p50: 0.35, p95: 0.7, max: 1.25, suggestion: 0.8 }}
              summary="Half a CPU used at p95 of 2 requested and 4 allowed"
            />
          </span>
          <Meter share={0.71} summary="5 of 7 days" warn />
        </Row>
      </Sample>
      <div className="grid items-start gap-3 lg:grid-cols-2">
        <Panel>
          <HeatCalendar
            title="When changes happen"
            note="dots are deployments since 28 Aug, Berlin time"
            summary="38 of 41 deployments fell inside the window; all 3 outside used break-glass."
            shades={open}
            marks={[...marks, { day: 4, minute: 985, label: "my-service, 13 Nov", kind: "attention" }]}
            now={{ day: 4, minute: 842 }}
            next={{ day: 0, minute: 540, text: "opens Mon 09:00" }}
            totals={[7, 9, 10, 8, 6, 1, 0]}
            totalsLabel="12 weeks"
            hours={[0, 6, 9, 12, 17, 24]}
          />
        </Panel>
        <Panel>
          <Waterfall
            title="October to November: what moved and why"
            summary="Scale and price explain €1,065 of the €1,460; the integration schedule gave €342 back."
            start={11600}
            startText="from €11,600"
            limit={{ value: 12400, text: "budget €12,400" }}
            items={[
              {
                label: "October billed",
                kind: "total",
                value: 11940,
                text: "€11,940",
                because: "closed 3 Nov",
              },
              {
                label: "New applications",
                kind: "change",
                value: 310,
                text: "+€310",
                because: "notifier in three environments",
              },
              {
                label: "Scale",
                kind: "change",
                value: 555,
                text: "+€555",
                because: "checkout 5 → 9 replicas on 4 Nov",
              },
              {
                label: "Price",
                kind: "change",
                value: 510,
                text: "+€510",
                because: "committed discount ended 31 Oct",
              },
              {
                label: "Schedules",
                kind: "change",
                value: -342,
                text: "−€342",
                because: "integration off at night",
              },
              {
                label: "November",
                kind: "total",
                value: 12973,
                text: "€12,973",
                hatched: true,
                because: "forecast",
              },
            ]}
          />
        </Panel>
      </div>
      <Panel>
        <TimelineLanes
          title="Versions"
          note="last 4, since Tue 3 Nov"
          summary="1.8.0 has run in production for 6 d; 1.8.1 was barred in integration."
          from={ago(day * 17)}
          to={ago(0)}
          ticks={[
            { at: ago(day * 16), text: "Wed 4" },
            { at: ago(day * 10), text: "Tue 10" },
            { at: ago(day * 4), text: "Mon 16" },
            { at: asOf, text: "today" },
          ]}
          shaded={[{ from: ago(day * 13.5), to: ago(day * 11.5) }]}
          lines={[{ at: asOf, text: "now", look: "now" }]}
          lanes={[
            {
              key: "1.9.0",
              label: "1.9.0",
              dots: [{ at: ago(4), label: "dev", fill: "hollow" }],
              standing: <Status kind="moving" word="soaks in dev, 26 min left" plain />,
              standingText: "soaks in dev",
            },
            {
              key: "1.8.2",
              label: "1.8.2",
              strong: true,
              highlight: true,
              spans: [{ from: ago(day * 1.1), to: ago(120), ink: "thread" }],
              dots: [
                { at: ago(day * 1.1), label: "dev", fill: "hollow" },
                { at: ago(day * 0.5), label: "integration", fill: "target" },
                { at: ago(120), label: "staging", fill: "half" },
              ],
              standing: <Status kind="waiting" word="waits, 40 min" plain />,
              standingText: "waits",
            },
            {
              key: "1.8.1",
              label: "1.8.1",
              dots: [
                { at: ago(day * 2.6), label: "dev", fill: "hollow" },
                { at: ago(day * 2.2), label: "integration failed", status: "failed" },
              ],
              standing: <Status kind="failed" word="integration_tests, barred" plain />,
              standingText: "barred",
            },
            {
              key: "1.8.0",
              label: "1.8.0",
              strong: true,
              spans: [{ from: ago(day * 6), to: asOf, ink: "full" }],
              dots: [
                { at: ago(day * 8), label: "dev", fill: "hollow" },
                { at: ago(day * 7), label: "staging", fill: "half" },
                { at: ago(day * 6), label: "production", fill: "full" },
              ],
              standing: "runs, 6 d",
              standingText: "runs, 6 d",
            },
          ]}
        />
        <div className="pt-2">
          <LaneKey stages={stages} />
        </div>
      </Panel>
      <div className="grid items-start gap-3 lg:grid-cols-3">
        <Panel>
          <UnitSquares
            title="Nodes"
            note="a square is half a vCPU"
            summary="4 vCPU are free on n10 to n12."
            blocks={[
              { label: "n01", note: "zone a", foot: "full", units },
              { label: "n02", note: "zone b", foot: "2 free", units },
            ]}
          />
        </Panel>
        <Panel>
          <StackedBar
            title="November"
            summary="Spending is 71 % of the budget after 65 % of the month."
            segments={[
              { label: "billed", value: 7600, text: "€7,600", ink: "strong" },
              { label: "measured", value: 1191, text: "€1,191", ink: "faint" },
              { label: "estimate", value: 4609, text: "€4,609", ink: "hatched" },
            ]}
          />
        </Panel>
        <Panel>
          <StackedColumns
            title="Months"
            summary="Cost has risen 42 % since December."
            limit={{ value: 12.4, text: "€12.4k budget" }}
            columns={[
              { label: "Aug", text: "10.9", segments: [{ value: 10.9, ink: "middle" }] },
              { label: "Sep", text: "11.3", segments: [{ value: 11.3, ink: "middle" }] },
              { label: "Oct", text: "11.9", segments: [{ value: 11.9, ink: "strong" }] },
              {
                label: "Nov",
                text: "13.4",
                strong: true,
                segments: [
                  { value: 7.6, ink: "strong" },
                  { value: 1.2, ink: "faint" },
                  { value: 4.6, ink: "hatched" },
                ],
              },
            ]}
          />
        </Panel>
      </div>
    </>
  );
}
