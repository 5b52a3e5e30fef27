import { AsyncLocalStorage } from "node:async_hooks";
import { Fault } from "@/lib/ports/fault";
import type { Ports, Store } from "@/lib/ports/store/store";
import type { Connection } from "./connection";
import { faultingPort, storeFault } from "./fault";
import { migrationsFolder } from "./migrate";
import { openPglite, type PglitePlace } from "./pglite";
import { approvalsOf } from "./ports/approvals";
import { billsOf } from "./ports/bills";
import { checksOf } from "./ports/checks";
import { jobsOf } from "./ports/jobs";
import { keepsOf } from "./ports/keeps";
import { ledgerOf } from "./ports/ledger";
import { membershipsOf } from "./ports/memberships";
import { peopleOf } from "./ports/people";
import { promotionsOf } from "./ports/promotions";
import { releasesOf } from "./ports/releases";
import { type RenderCacheBounds, renderCacheOf } from "./ports/render-cache";
import { samplesOf } from "./ports/samples";
import { savingsOf } from "./ports/savings";
import { sessionsOf } from "./ports/sessions";
import { timelineOf } from "./ports/timeline";
import { tokensOf } from "./ports/tokens";
import { usageOf } from "./ports/usage";
import { openPostgres } from "./postgres";
import type { Scope } from "./scope";

export type StorePlace = { url: string } | PglitePlace;

export type StoreOptions = {
  /** The key every row carries; it stays when the fleet's shown name changes. */
  fleet?: string | undefined;
  /** For the age of cached renders only: everything else is given its time. */
  now?: (() => Date) | undefined;
  /** Folder of the migrations; `db/migrations` of the working directory when absent. */
  migrations?: string | undefined;
  renderCache?: RenderCacheBounds | undefined;
};

const monthMs = 30 * 24 * 3_600_000;
const cacheBounds: RenderCacheBounds = { size: 256 * 1024 * 1024, ageMs: monthMs };

/**
 * Opens and migrates the store: PostgreSQL at `url`, or the embedded database in `folder` or in memory.
 * Throws a `Fault` when another process has the folder, the server is too old or silent, or the schema is newer.
 */
export async function openStore(options: StorePlace & StoreOptions): Promise<Store> {
  const migrations = options.migrations ?? migrationsFolder();
  try {
    const connection =
      "url" in options ? await openPostgres(options.url, migrations) : await openPglite(options, migrations);
    return storeOn(connection, options);
  } catch (error) {
    throw storeFault(error);
  }
}

/** A store over an open connection; several fleets may share one. */
export function storeOn(connection: Connection, options: StoreOptions): Store {
  const { db, kind, version, tellReplicas } = connection;
  const fleet = options.fleet ?? "main";
  const scope: Scope = { db, fleet };
  const desk = connection.desk(fleet);
  const writing = new AsyncLocalStorage<{ open: boolean }>();
  // PGlite would wait for its own transaction for ever, and PostgreSQL would read past it: better a fault than either.
  const outside = (): void => {
    if (writing.getStore()?.open)
      throw new Fault("the store was used inside a write: use the ports of the transaction", {
        retryable: false,
      });
  };
  let closing: Promise<void> | null = null;
  return {
    kind,
    version,
    read: portsOf(scope, outside),
    async write(fn) {
      outside();
      const mine = { open: true };
      const topics: string[] = [];
      let thrown: { error: unknown } | null = null;
      const value = await writing
        .run(mine, () =>
          db.transaction(async (tx) => {
            const inside: Scope = { db: tx, fleet };
            const publish = async (more: readonly string[]): Promise<void> => {
              topics.push(...more);
              await tellReplicas?.(tx, fleet, more);
            };
            try {
              return await fn({ ...portsOf(inside), news: faultingPort({ publish }) });
            } catch (error) {
              thrown = { error };
              throw error;
            }
          }),
        )
        .catch((error: unknown) => {
          // What the caller threw comes back as it was; what the commit threw is the store's.
          throw thrown ? thrown.error : storeFault(error);
        })
        .finally(() => {
          mine.open = false;
        });
      desk.tell(topics);
      return value;
    },
    ...faultingPort(
      {
        async publish(topics: readonly string[]) {
          await tellReplicas?.(db, fleet, topics);
          desk.tell(topics);
        },
      },
      outside,
    ),
    listen: (listener) => desk.listen(listener),
    renderCache: faultingPort(
      renderCacheOf(scope, options.renderCache ?? cacheBounds, options.now ?? (() => new Date())),
      outside,
    ),
    close: () => {
      closing ??= connection.close();
      return closing;
    },
  };
}

function portsOf(scope: Scope, before?: () => void): Omit<Ports, "news"> {
  return {
    people: faultingPort(peopleOf(scope), before),
    memberships: faultingPort(membershipsOf(scope), before),
    sessions: faultingPort(sessionsOf(scope), before),
    tokens: faultingPort(tokensOf(scope), before),
    promotions: faultingPort(promotionsOf(scope), before),
    approvals: faultingPort(approvalsOf(scope), before),
    timeline: faultingPort(timelineOf(scope), before),
    checks: faultingPort(checksOf(scope), before),
    releases: faultingPort(releasesOf(scope), before),
    jobs: faultingPort(jobsOf(scope), before),
    ledger: faultingPort(ledgerOf(scope), before),
    samples: faultingPort(samplesOf(scope), before),
    savings: faultingPort(savingsOf(scope), before),
    bills: faultingPort(billsOf(scope), before),
    usage: faultingPort(usageOf(scope), before),
    keeps: faultingPort(keepsOf(scope), before),
  };
}
