import { ArrowDown, GitBranch } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import type { StatusView } from "@/lib/contract/view";
import { ProdLabel } from "../frame/prod-label";
import { Status } from "../status/status";
import { StatusShape, statusTint } from "../status/status-shape";
import { When } from "../time/when";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import { Link } from "../ui/link";
import { type EdgeKind, Pill } from "./pill";

export type PipelinePlacement = {
  id: string;
  name: string;
  version: string | null;
  health: StatusView;
  /** "4 of 4 pods" */
  detail?: string | undefined;
  staleSince?: string | null | undefined;
};

export type PipelineNode = {
  name: string;
  href?: string | undefined;
  production?: boolean | undefined;
  /** Drawn as the beginning, with a branch glyph. */
  source?: boolean | undefined;
  /** "dev-cluster" */
  place?: string | undefined;
  version: string | null;
  health?: StatusView | undefined;
  since?: string | null | undefined;
  chips?: ReactNode;
  placements?: readonly PipelinePlacement[] | undefined;
  /** The reason zone: what waits, and for what. */
  standing?: { status: StatusView; lines: readonly string[] } | null | undefined;
  /** A link at the head, such as the promotion that waits. */
  aside?: ReactNode;
  act?: ReactNode;
  /** The way out of this node into the next. */
  next?: { kind: EdgeKind; text: string } | null | undefined;
};

function Edge({ kind, text }: { kind: EdgeKind; text: string }) {
  const waits = kind === "waiting";
  return (
    <li
      className={cn(
        "relative grid flex-none place-items-center max-lg:h-9 lg:w-8",
        text && "lg:w-auto lg:min-w-[58px]",
      )}
    >
      <span
        aria-hidden="true"
        className={cn(
          "absolute right-[5px] left-0 top-1/2 border-t-[1.5px] border-line-strong max-lg:hidden",
          waits && "border-dashed border-waiting",
          kind === "running" && "border-moving",
          kind === "blocked" && "border-failed",
        )}
      />
      <span
        aria-hidden="true"
        className={cn(
          "absolute top-[calc(50%-4px)] right-[3px] size-[7px] rotate-45 border-t-[1.5px] border-r-[1.5px] border-line-strong max-lg:hidden",
          waits && "border-waiting",
          kind === "running" && "border-moving",
          kind === "blocked" && "border-failed",
        )}
      />
      {text ? (
        <span className="relative z-10 mr-1.5 ml-1 max-lg:m-0">
          <Pill kind={kind} text={text} />
        </span>
      ) : (
        <ArrowDown aria-hidden className="text-text-3 lg:hidden" />
      )}
    </li>
  );
}

function Version({ version, size = "text-16" }: { version: string | null; size?: string }) {
  return version ? (
    <span className={cn("mono font-semibold", size)}>{version}</span>
  ) : (
    <span className="text-text-2">not deployed</span>
  );
}

function Standing({
  standing,
  tinted,
}: {
  standing: NonNullable<PipelineNode["standing"]>;
  tinted: boolean;
}) {
  return (
    <div
      className={cn(
        "px-3 pt-2 pb-2.5 text-12 leading-[1.4]",
        tinted
          ? `flex-1 ${statusTint[standing.status.kind]}`
          : "mt-auto border-t border-line lg:min-h-[94px]",
      )}
    >
      <Status kind={standing.status.kind} word={standing.status.word} />
      {standing.lines.map((line) => (
        <p key={line} className="text-text-2">
          {line}
        </p>
      ))}
    </div>
  );
}

function Placements({ items }: { items: readonly PipelinePlacement[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li
          key={item.id}
          className={cn(
            "flex min-h-[38px] flex-wrap items-center gap-x-2 border-t border-line px-3 py-1.5",
            item.staleSince && "hatch",
          )}
        >
          <span className="font-semibold">{item.name}</span>
          <span className={item.staleSince ? "text-text-2" : ""}>
            <Version version={item.version} />
          </span>
          <StatusShape kind={item.health.kind} />
          <span className="heard">{item.health.word}</span>
          <span className="ml-auto text-11 text-text-2">
            {item.staleSince ? (
              <>
                last seen <When at={item.staleSince} form="minute" />
              </>
            ) : (
              item.detail
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Node({ node, asOf }: { node: PipelineNode; asOf: string }) {
  const many = (node.placements?.length ?? 0) > 1;
  return (
    <li
      className={cn(
        "panel flex min-w-0 flex-col overflow-hidden lg:flex-1 lg:basis-0",
        node.production && "rounded-l-none border-l-2 border-l-rule lg:flex-[1.42]",
        node.source && "lg:flex-[.9]",
      )}
    >
      <div className="flex items-center gap-[7px] px-3 pt-[9px]">
        {node.production ? <ProdLabel /> : null}
        {node.href ? (
          <Link href={node.href} className="min-w-0 truncate rounded-sm font-semibold hover:underline">
            {node.name}
          </Link>
        ) : (
          <b className="truncate">{node.name}</b>
        )}
        <span className="ml-auto flex-none text-12 text-text-2">
          {node.source ? <GitBranch aria-hidden className="text-text-2" /> : node.aside}
        </span>
      </div>
      {node.place ? <p className="mono truncate px-3 text-11 text-text-3">{node.place}</p> : null}
      {many ? null : (
        <div className="mt-2 mb-[9px] flex min-h-[40px] flex-wrap content-start max-lg:min-h-0 items-center gap-x-[7px] gap-y-0.5 px-3">
          <Version version={node.version} size={node.source ? "text-14" : "text-16"} />
          {node.health ? (
            <Status kind={node.health.kind} word={node.health.word} reason={node.health.reason} dense />
          ) : null}
          {node.since ? (
            <span className="text-11 text-text-3">
              <When at={node.since} form="age" asOf={asOf} />
            </span>
          ) : null}
          {node.chips}
        </div>
      )}
      {many ? <div className="h-2" /> : null}
      {node.standing ? (
        <Standing
          standing={node.standing}
          tinted={Boolean(node.production) && node.standing.status.kind !== "healthy"}
        />
      ) : null}
      {many && node.placements ? <Placements items={node.placements} /> : null}
      {node.act ? <div className="border-t border-line px-3 py-2">{node.act}</div> : null}
    </li>
  );
}

/** How far each version got, left to right, with the reason printed on the node that waits. Below 1024 px top down. */
export function Pipeline({
  nodes,
  asOf,
  label,
}: {
  nodes: readonly PipelineNode[];
  asOf: string;
  label: string;
}) {
  return (
    <ol aria-label={label} className="flex items-stretch max-lg:flex-col">
      {keyed(nodes, (node) => node.name).map(({ key, item: node }, index) => (
        <Fragment key={key}>
          <Node node={node} asOf={asOf} />
          {index < nodes.length - 1 ? (
            <Edge
              kind={node.next?.kind ?? "none"}
              text={node.next && node.next.kind !== "none" ? node.next.text : ""}
            />
          ) : null}
        </Fragment>
      ))}
    </ol>
  );
}
