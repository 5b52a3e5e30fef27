"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight, Lock } from "lucide-react";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ConfigKey } from "@/lib/contract/configuration";
import { LayerRibbon, LayerRibbonHead } from "../provenance/layer-ribbon";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { plainClick } from "../ui/plain-click";
import { type ConfigRow, splitPath } from "./config-rows";

type Acts = {
  hrefOf: (address: string) => string;
  onSelect: (address: string) => void;
  onTurn: (group: string) => void;
};

/** Every key with its value and the ribbon of its layers; only rows near the window are drawn. */
export function ConfigTable({
  rows,
  selected,
  linked,
  against,
  acts,
}: {
  rows: readonly ConfigRow[];
  selected: string | null;
  /** The key that the address names; what is selected by itself does not scroll the page. */
  linked: string | null;
  against: string | null;
  acts: Acts;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (box.current) setTop(box.current.getBoundingClientRect().top + window.scrollY);
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 30,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 16,
    scrollMargin: top,
    initialRect: { width: 1440, height: 900 },
  });
  const first = useRef(linked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link's key is brought into view once, not at each choice
  useEffect(() => {
    const at = rows.findIndex((row) => row.kind === "key" && row.id === first.current);
    if (at > 20) virtualizer.scrollToIndex(at, { align: "center" });
  }, []);
  const drawn = virtualizer.getVirtualItems();
  const [head, last] = [drawn[0], drawn.at(-1)];
  return (
    <div ref={box} className="panel overflow-clip">
      <table
        aria-rowcount={rows.length + 1}
        className="w-full table-fixed border-separate border-spacing-0 text-left"
      >
        <caption className="heard">Keys with their values and the layers that set them</caption>
        <colgroup>
          <col className="w-[42%] max-md:w-1/2" />
          <col className="max-md:w-1/2" />
          <col className="w-[136px] max-md:hidden" />
        </colgroup>
        <thead>
          <tr>
            <Head>Key</Head>
            <Head>Value</Head>
            <Head className="max-md:hidden">
              <LayerRibbonHead />
            </Head>
          </tr>
        </thead>
        <Gap height={head ? head.start - top : 0} />
        <tbody>
          {drawn.map(({ index }) => {
            const row = rows[index];
            return row ? (
              <Row
                key={row.id}
                row={row}
                index={index}
                measure={virtualizer.measureElement}
                isSelected={row.id === selected}
                against={against}
                acts={acts}
              />
            ) : null;
          })}
        </tbody>
        <Gap height={last ? virtualizer.getTotalSize() - (last.end - top) : 0} />
      </table>
    </div>
  );
}

function Head({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <th
      scope="col"
      className={cn(
        "sticky top-0 z-10 border-b border-line-strong bg-panel px-3 py-[5px] font-normal text-text-2",
        className,
      )}
    >
      {children}
    </th>
  );
}

type RowProps = {
  row: ConfigRow;
  index: number;
  measure: (element: HTMLTableRowElement | null) => void;
  isSelected: boolean;
  against: string | null;
  acts: Acts;
};

function Row({ row, index, measure, isSelected, against, acts }: RowProps) {
  const place = { "data-index": index, "aria-rowindex": index + 2, ref: measure };
  if (row.kind === "group")
    return (
      <tr {...place}>
        <th scope="rowgroup" colSpan={3} className="border-t border-line bg-inset p-0 font-normal">
          <button
            type="button"
            aria-expanded={row.open}
            onClick={() => acts.onTurn(row.group.id)}
            className="flex min-h-7 w-full items-center gap-2 px-3 text-left hover:bg-hover max-md:min-h-11"
          >
            {row.open ? (
              <ChevronDown aria-hidden className="size-3" />
            ) : (
              <ChevronRight aria-hidden className="size-3" />
            )}
            <b className="min-w-0 truncate">{row.group.title}</b>
            <span className="text-text-2">{row.shown}</span>
          </button>
        </th>
      </tr>
    );
  const { item } = row;
  const { head, tail } = splitPath(item.path);
  return (
    <tr {...place} className={cn("group/row", isSelected && "bg-selected")}>
      <th
        scope="row"
        className={cn(
          "border-t border-line py-0 font-normal",
          isSelected && "shadow-[inset_3px_0_0_var(--ink)]",
        )}
      >
        <Link
          href={acts.hrefOf(item.address)}
          scroll={false}
          title={item.path}
          aria-current={isSelected ? "true" : undefined}
          onClick={plainClick(() => acts.onSelect(item.address))}
          className={cn(
            "mono flex min-h-[29px] items-center truncate pr-2 pl-8 hover:underline max-md:min-h-11 max-md:pl-3",
            isSelected && "font-semibold",
          )}
        >
          <span className="min-w-0 truncate">
            {head === "" ? null : <span className="heard">{head}</span>}
            {tail}
          </span>
        </Link>
      </th>
      <td className="border-t border-line px-3">
        <ShownValue item={item} against={against} />
      </td>
      <td className="border-t border-line px-3 max-md:hidden">
        {item.ribbon ? (
          <LayerRibbon marks={item.ribbon} />
        ) : (
          <span className="text-12 text-text-3">open to find out</span>
        )}
      </td>
    </tr>
  );
}

function ShownValue({ item, against }: { item: ConfigKey; against: string | null }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      {item.secret ? (
        <span className="inline-flex items-center gap-1.5">
          <Lock aria-hidden className="size-3" /> secret
        </span>
      ) : (
        <span className="mono min-w-0 truncate" title={item.value}>
          {item.value === "" ? <span className="text-text-3">empty</span> : item.value}
        </span>
      )}
      {item.other !== undefined && against !== null && !item.secret ? (
        <span className="min-w-0 shrink-[3] truncate text-12 text-text-2">
          {against} {item.other === null ? "has none" : <span className="mono">{item.other}</span>}
        </span>
      ) : null}
    </span>
  );
}

function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr style={{ height }}>
        <td colSpan={3} className="p-0" />
      </tr>
    </tbody>
  );
}
