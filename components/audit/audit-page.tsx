"use client";

import { parseAsBoolean, useQueryState, useQueryStates } from "nuqs";
import { contracts } from "@/lib/contract";
import { type AuditEntry, list, verify } from "@/lib/contract/audit";
import { head } from "@/lib/contract/fleet";
import type { ResultOf } from "@/lib/contract/operation";
import { Page, PageHead } from "../frame/page";
import { useAsk } from "../query/use-ask";
import { Status } from "../status/status";
import { Freshness } from "../time/freshness";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Refreshing, SkeletonRows } from "../ui/skeleton";
import { AuditFilters } from "./audit-filters";
import { askOf, auditQuery, auditState } from "./audit-state";
import { AuditTable } from "./audit-table";
import { ChainProof } from "./chain-proof";
import { EntryDrawer } from "./entry-drawer";

const acts = contracts.filter((one) => one.kind === "command");

/** Who did what, when, and what came of it. The address is the filter. */
export function AuditPage({
  initial,
  initialAsk,
  people,
}: {
  initial: ResultOf<typeof list>;
  /** The question that `initial` answers. */
  initialAsk: ReturnType<typeof askOf>;
  people: readonly string[];
}) {
  const [state, setState] = useQueryStates(auditState);
  const [proving, setProving] = useQueryState("verify", parseAsBoolean.withDefault(false));
  const asked = askOf(state);
  const isFirst = JSON.stringify(asked) === JSON.stringify(initialAsk);
  const ask = useAsk(list, asked, isFirst ? initial : undefined);
  const fleet = useAsk(head, {}).data;
  const page = ask.data;
  const entry = page?.items.find((one) => one.seq === state.entry);
  const filtered = Object.keys(asked).some((key) => key !== "cursor");
  return (
    <Page crumbs={[{ label: fleet?.name ?? "Fleet", href: "/" }, { label: "Audit" }]}>
      <Refreshing active={ask.isFetching} />
      <PageHead
        title="Audit"
        sub={
          page
            ? `${page.total.toLocaleString("en-US")} ${page.total === 1 ? "entry" : "entries"}${filtered ? " fit the filter" : ", newest first"}`
            : undefined
        }
        asOf={
          page ? (
            <Freshness
              at={page.asOf}
              reason={ask.isError ? ask.error.message : undefined}
              onRetry={() => void ask.refetch()}
            />
          ) : null
        }
        acts={<Button onClick={() => void setProving(true)}>Verify the chain</Button>}
      />
      <BrokenChain />
      <AuditFilters
        filter={state}
        people={people}
        actions={acts}
        environments={fleet?.environments.map((one) => one.name) ?? []}
        hrefOf={(part) => auditQuery({ ...state, ...part, cursor: null, entry: null }) || "/audit"}
        onChange={(part) => void setState({ ...part, cursor: null, entry: null })}
      />
      {page === undefined ? (
        ask.isError ? (
          <Empty title="The list could not be read">{ask.error.message}</Empty>
        ) : (
          <SkeletonRows label="Reading the list" rows={12} />
        )
      ) : page.items.length === 0 ? (
        <NothingFits
          filtered={filtered}
          onAll={() =>
            void setState({
              actor: null,
              action: null,
              environment: null,
              decision: null,
              cursor: null,
              entry: null,
            })
          }
        />
      ) : (
        <>
          <AuditTable
            entries={page.items}
            selected={state.entry}
            hrefOf={(seq) => auditQuery({ ...state, entry: seq })}
            onSelect={(seq) => void setState({ entry: seq }, { history: "push" })}
          />
          <Pages
            page={page}
            cursor={state.cursor}
            onCursor={(cursor) => void setState({ cursor, entry: null }, { history: "push" })}
          />
        </>
      )}
      {entry ? <EntryDrawer entry={entry} onClose={() => void setState({ entry: null })} /> : null}
      <ChainProof open={proving} onOpenChange={(open) => void setProving(open ? true : null)} />
    </Page>
  );
}

/** Keyset pages: on to older entries, and back to the newest. */
function Pages({
  page,
  cursor,
  onCursor,
}: {
  page: { items: readonly AuditEntry[]; next: string | null };
  cursor: string | null;
  onCursor: (cursor: string | null) => void;
}) {
  if (cursor === null && page.next === null) return null;
  return (
    <nav aria-label="Pages of the list" className="mt-3 flex items-center gap-2">
      {cursor === null ? null : <Button onClick={() => onCursor(null)}>Newest</Button>}
      {page.next === null ? (
        <span className="text-text-2">The list begins here.</span>
      ) : (
        <Button onClick={() => onCursor(page.next)}>Older entries</Button>
      )}
    </nav>
  );
}

/** Proves the chain at each visit, and says so over the whole page when it is broken. */
function BrokenChain() {
  const proof = useAsk(verify, {}).data;
  if (!proof || proof.intact) return null;
  return (
    <div role="alert" className="panel mb-4 border-failed bg-failed-bg px-3.5 py-2">
      <Status
        kind="failed"
        word={`The chain is broken${proof.firstBad ? ` at entry ${proof.firstBad.seq}` : ""}`}
        reason={`${proof.firstBad?.why ?? "An entry does not fit the one before it."} What stands below may have been changed outside the console.`}
      />
    </div>
  );
}

function NothingFits({ filtered, onAll }: { filtered: boolean; onAll: () => void }) {
  return filtered ? (
    <Empty title="No entry fits this filter" action={<Button onClick={onAll}>Show every entry</Button>} />
  ) : (
    <Empty title="Nothing has been done yet" command="o8 audit verify">
      Every act and every denied try is written here, in the same transaction as what it changes.
    </Empty>
  );
}
