import { ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import { AppFrame } from "@/components/frame/app-frame";
import type { NavGroup } from "@/components/frame/nav";
import { Page, PageHead } from "@/components/frame/page";
import { EnvironmentName } from "@/components/frame/prod-label";
import { Matrix, type MatrixRow } from "@/components/matrix/matrix";
import { Trail } from "@/components/matrix/trail";
import { VersionCell } from "@/components/matrix/version-cell";
import { type EdgeKind, Pill } from "@/components/pipeline/pill";
import { Status } from "@/components/status/status";
import { Freshness } from "@/components/time/freshness";
import { Chip } from "@/components/ui/chip";
import { Link } from "@/components/ui/link";
import { ago, asOf } from "../sample";

export const metadata: Metadata = { title: "Frame" };

const nav: NavGroup[] = [
  [
    { href: "/dev/ui/frame", label: "Fleet", icon: "fleet", letter: "f" },
    { href: "/environments", label: "Environments", icon: "environments", letter: "e" },
    { href: "/compare", label: "Compare", icon: "compare", letter: "c" },
    { href: "/promotions", label: "Promotions", icon: "promotions", count: 4, letter: "p" },
    { href: "/inbox", label: "Inbox", icon: "inbox", count: 2, hot: true, letter: "i" },
  ],
  [
    { href: "/audit", label: "Audit", icon: "audit", letter: "a" },
    { href: "/settings", label: "Settings", icon: "settings" },
  ],
];

const places = ["dev", "integration", "staging", "production"];
const row = (
  name: string,
  renderer: string,
  versions: (string | null)[],
  positions: number[],
  odd: {
    cell: number;
    chip?: string;
    kind?: "failed" | "attention";
    edge?: [EdgeKind, string];
    stale?: string;
  }[] = [],
): MatrixRow => ({
  key: name,
  head: (
    <span className="grid leading-[1.45]">
      <Link
        href={`/applications/${name}`}
        className="justify-self-start rounded-sm font-semibold hover:underline"
      >
        {name}
      </Link>
      <span className="text-11 text-text-3">{renderer}</span>
    </span>
  ),
  cells: [
    {
      content: (
        <Trail
          dots={places.map((environment, index) => ({
            environment,
            production: index === 3,
            position: positions[index] ?? 0,
          }))}
        />
      ),
    },
    ...versions.map((version, index) => {
      const mine = odd.find((item) => item.cell === index);
      return {
        stale: mine?.stale !== undefined,
        content: (
          <VersionCell
            version={version}
            href={`/applications/${name}`}
            health={{
              kind: mine?.kind ?? "healthy",
              word: mine?.kind ?? "healthy",
              reason: mine?.chip ?? null,
            }}
            since={ago(index * 700 + 4)}
            asOf={asOf}
            staleSince={mine?.stale}
            chips={mine?.chip ? <Chip tone={mine.kind ?? "attention"}>{mine.chip}</Chip> : undefined}
          />
        ),
        edge: mine?.edge ? (
          <Pill kind={mine.edge[0]} text={mine.edge[1]} href="/promotions" title="to the next environment" />
        ) : undefined,
      };
    }),
  ],
});

/** The frame with a matrix in it, to be held against the drawing of the fleet page. All data is invented. */
export default function FramePage() {
  return (
    <AppFrame
      fleet={{ name: "acme", branch: "main", sha: "4f2c91a0" }}
      nav={nav}
      state={{ gitAt: ago(0), clusters: { answering: 4, total: 5 } }}
      person={{ name: "Mira Adler", detail: "platform-team" }}
      account={[{ href: "/settings/tokens", label: "Tokens" }]}
      acts={[
        {
          kind: "act",
          title: "Ask to promote",
          detail: "my-service 1.8.2 to production",
          href: "/promotions",
          cli: "o8 environment promote my-service --from staging --to production",
        },
      ]}
    >
      <Page crumbs={[{ label: "acme", href: "/" }, { label: "Fleet" }]}>
        <PageHead
          title="Fleet"
          sub="8 applications in 4 environments on 5 clusters"
          asOf={<Freshness at={asOf} />}
        />
        <ul className="mb-[18px] grid grid-cols-[repeat(auto-fit,minmax(min(250px,100%),1fr))] gap-3">
          {(
            [
              ["2", "waiting", "wait for you", "my-service and search to production, platform-team"],
              ["1", "failed", "failed", "ledger 2.11.3: integration_tests, 3 h ago"],
              ["3", "attention", "drift", "catalog 2, identity 1, all in production"],
              ["1", "unknown", "not answering", "prod-secondary since 13:48, last known shown"],
            ] as const
          ).map(([count, kind, word, text]) => (
            <li key={word} className="panel flex gap-3 px-3.5 py-2.5 leading-[1.4]">
              <b className="min-w-5 pt-[3px] text-28 leading-none tracking-[-.03em]">{count}</b>
              <span className="grid content-start">
                <Status kind={kind} word={word} />
                <span className="text-text-2">{text}</span>
              </span>
            </li>
          ))}
        </ul>
        <Matrix
          label="Versions of applications in environments"
          corner="Application"
          columns={[
            { key: "trail", name: "Trail", head: "Trail", width: "124px", wideOnly: true },
            ...places.map((name, index) => ({
              key: name,
              name,
              production: index === 3,
              head: (
                <span className="grid gap-0.5">
                  <b className="flex items-center gap-1.5">
                    <EnvironmentName name={name} production={index === 3} />
                    {index < 3 ? <ChevronRight aria-hidden className="ml-auto text-text-3" /> : null}
                  </b>
                  <span className="mono truncate text-11 text-text-3">{name}-cluster</span>
                  <span className="text-11 text-text-3">always open</span>
                </span>
              ),
            })),
          ]}
          groups={[
            {
              key: "payments",
              name: "payments",
              rows: [
                row(
                  "my-service",
                  "kustomize",
                  ["1.9.0", "1.8.2", "1.8.2", "1.8.0"],
                  [1, 0.5, 0.5, 0],
                  [
                    { cell: 0, edge: ["ahead", "+2"] },
                    { cell: 2, chip: "3 unexplained", kind: "attention", edge: ["waiting", "2 teams"] },
                    { cell: 3, stale: ago(14) },
                  ],
                ),
                row("checkout", "helm", ["3.4.1", "3.4.0", "3.4.0", "3.4.0"], [1, 0, 0, 0]),
                row(
                  "ledger",
                  "kustomize",
                  ["2.11.4", "2.11.3", "2.11.2", "2.11.2"],
                  [1, 0.5, 0, 0],
                  [{ cell: 1, chip: "integration_tests", kind: "failed", edge: ["blocked", "blocked"] }],
                ),
              ],
            },
            {
              key: "platform",
              name: "platform",
              rows: [row("notifier", "kustomize", ["0.9.12", "0.9.12", null, "0.9.10"], [1, 1, 1, 0])],
            },
          ]}
        />
      </Page>
    </AppFrame>
  );
}
