import { Columns2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Chip } from "@/components/ui/chip";
import { Empty } from "@/components/ui/empty";
import { Field, TextArea, TextInput } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { LinkButton } from "@/components/ui/link-button";
import { Facts, Panel } from "@/components/ui/panel";
import { ProblemList } from "@/components/ui/problem";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { Filters, Segments, Tabs } from "@/components/ui/tabs";
import { Live } from "./live";
import { Row, Sample } from "./sample";

export function Primitives() {
  return (
    <>
      <Sample title="Buttons">
        <Row>
          <Button variant="primary">Open promotion of 1.8.2</Button>
          <LinkButton href="/dev/ui/frame">
            <Columns2 aria-hidden />
            Compare staging and production
          </LinkButton>
          <Button size="sm">Scale</Button>
          <Button variant="quiet">Quiet</Button>
          <Button variant="danger">Delete environment</Button>
          <Button pending>Asking</Button>
        </Row>
        <Row>
          <Button disabled reason="Ada Lindqvist can, because she asked for it">
            Withdraw
          </Button>
        </Row>
        <div className="w-[276px]">
          <Button
            wide
            disabled
            reasonAt="below"
            reason={
              <>
                You signed in as <b>Mira Adler, platform-team</b>. Only security-team can decide here.
              </>
            }
          >
            Approve for security-team
          </Button>
        </div>
      </Sample>
      <Sample title="Fields">
        <div className="grid gap-4 md:grid-cols-3">
          <Field label="Reason" hint="Kept in the audit" required>
            {(wiring) => <TextArea {...wiring} placeholder="Comment for the people who decide" />}
          </Field>
          <Field label="Name" error="Already taken by another token">
            {(wiring) => <TextInput {...wiring} defaultValue="ci" mono />}
          </Field>
          <Field label="Expires">
            {(wiring) => (
              <Select
                {...wiring}
                defaultValue="30"
                options={[
                  { value: "7", label: "in 7 days" },
                  { value: "30", label: "in 30 days" },
                ]}
              />
            )}
          </Field>
        </div>
        <Row>
          <Select
            quiet
            label="Group by"
            defaultValue="team"
            options={[
              { value: "team", label: "team" },
              { value: "system", label: "system" },
            ]}
          />
          <Kbd>n</Kbd>
          <Kbd>p</Kbd>
          <Skeleton className="w-40" />
        </Row>
        <Live />
      </Sample>
      <Sample title="Tabs, filters, segments">
        <Tabs
          label="Parts of the promotion"
          aside={<Kbd>n</Kbd>}
          items={[
            { href: "?tab=changes", label: "Changes", note: "2 files", current: true },
            { href: "?tab=gates", label: "Gates", note: "8 of 10 clear", current: false },
            { href: "?tab=timeline", label: "Timeline", note: "7", current: false },
          ]}
        />
        <Row>
          <Filters
            label="Rows"
            items={[
              { href: "?show=all", label: "All", current: true },
              { href: "?show=attention", label: "Needs attention", note: 5, current: false },
            ]}
          />
          <Segments
            label="Cluster"
            items={[
              { href: "?c=1", label: "prod-primary", current: true },
              { href: "?c=2", label: "prod-secondary", note: "1 other value", current: false },
            ]}
          />
        </Row>
      </Sample>
      <Sample title="Panels and facts">
        <Facts
          items={[
            { label: "Primary cluster", value: "prod-primary", detail: "reachable, 4 s ago" },
            {
              label: "Failover cluster",
              value: "prod-secondary",
              detail: "not answering since 13:48",
              stale: true,
            },
            { label: "Region and zones", value: "eu-central-1 a, b, c", detail: "failover eu-west-1 a, b" },
            { label: "Freeze", value: "none now", detail: "next 21 Dec to 4 Jan" },
          ]}
        />
        <Panel title="Commits since 1.8.0" note="9 by 3 people" aside="6 more">
          <Row>
            <Chip>kustomize</Chip>
            <Chip tone="line">cluster layer</Chip>
            <Chip tone="attention">3 unexplained</Chip>
            <Chip tone="failed">integration_tests</Chip>
            <Chip tone="waiting">2 teams</Chip>
          </Row>
        </Panel>
      </Sample>
      <Sample title="Problems, empty, remark">
        <ProblemList
          problems={[
            {
              code: "manifest.unknown-key",
              severity: "error",
              message: "Unknown key replica in deployment",
              hint: "Did you mean replicas?",
              file: "apps/ledger/environments.yaml",
              line: 41,
              column: 7,
            },
            {
              code: "manifest.repeated-key",
              severity: "warning",
              message: "The key deployment stands twice; both blocks are merged",
              file: "apps/my-service/environments.yaml",
              line: 78,
              column: 3,
              related: [{ file: "apps/my-service/environments.yaml", line: 96, column: 3 }],
            },
          ]}
        />
        <Empty title="Nothing waits for you" command="o8 promotion list">
          2 promotions wait for security-team.
        </Empty>
        <Callout>A new config-hash restarts all 6 pods, 2 at a time.</Callout>
      </Sample>
    </>
  );
}
