import { Box } from "lucide-react";
import { Fragment } from "react";
import type { PlanView } from "@/lib/contract/plan-view";
import { middleCut } from "../provenance/sha";
import { When } from "../time/when";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import { EditLetter } from "./edit-letter";
import { ValueChange } from "./marked-text";

type Row = PlanView["rendered"][number];

const byObject = (rows: readonly Row[]): { object: string; rows: Row[] }[] => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.object, [...(groups.get(row.object) ?? []), row]);
  return [...groups].map(([object, mine]) => ({ object, rows: mine }));
};

function Cell({ cell }: { cell: Row["cells"][number] }) {
  if (cell.kind === "absent") return <span className="text-text-3">not there</span>;
  if (cell.kind === "same")
    return (
      <span className="mono text-text-2 [overflow-wrap:anywhere]">
        = {cell.after}
        <span className="heard">, unchanged</span>
      </span>
    );
  const [before, after] = shortened(cell.before, cell.after);
  return (
    <span title={[cell.before, cell.after].filter((value) => value !== null).join(" → ")}>
      <ValueChange before={before} after={after} />
    </span>
  );
}

const checksum = /^[0-9a-f]{32,}$/;

/** Shorter for the eye: a folder that both values share says nothing, and a checksum only that it is another one. */
function shortened(before: string | null, after: string | null): [string | null, string | null] {
  if (before === null || after === null) return [before, after];
  if (checksum.test(before) && checksum.test(after)) return [middleCut(before, 6, 4), middleCut(after, 6, 4)];
  const end = before.lastIndexOf("/");
  return end >= 12 && before.slice(0, end) === after.slice(0, end) && !after.includes("/", end + 1)
    ? [`…${before.slice(end)}`, `…${after.slice(end)}`]
    : [before, after];
}

/** A path may break after its dots only, so that its names stay whole. */
function PathText({ path }: { path: string }) {
  return keyed(path.split(/(?<=\.)/), (part) => part).map(({ key, item }) => (
    <Fragment key={key}>
      {item}
      <wbr />
    </Fragment>
  ));
}

/** What the written lines render to: a row for each field, a column for each placement, letters tie both together. */
export function RenderedTable({
  placements,
  rows,
}: {
  placements: PlanView["placements"];
  rows: readonly Row[];
}) {
  const columns = placements.length;
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-left">
        <caption className="heard">Rendered changes by placement</caption>
        <thead>
          <tr>
            <th scope="col" className="px-3">
              <span className="heard">Field</span>
            </th>
            {placements.map((placement) => (
              <th
                key={placement.id}
                scope="col"
                className={cn(
                  "border-l border-line px-2.5 pt-[5px] pb-1.5 align-top leading-[1.35] font-normal",
                  placement.stale && "hatch",
                )}
              >
                <b className="block">{placement.cluster}</b>
                <span className="text-11 whitespace-nowrap text-text-2">
                  {placement.asOf ? (
                    <>
                      live as of <When at={placement.asOf} form="clock" />
                    </>
                  ) : (
                    "never seen live"
                  )}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byObject(rows).map((group) => (
            <Fragment key={group.object}>
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={columns + 1}
                  className="h-[25px] border-t border-line bg-inset px-3 text-12 font-medium text-text"
                >
                  <Box aria-hidden className="mr-1.5 size-3 text-text-3" />
                  {group.object}
                </th>
              </tr>
              {group.rows.map((row) => (
                <tr key={row.path}>
                  <th scope="row" className="min-w-[132px] border-t border-line py-1 pl-3 pr-2 font-normal">
                    <span className="flex items-center gap-[7px]">
                      <EditLetter letters={row.letters} />
                      <span className="mono text-[11.5px] [overflow-wrap:anywhere]">
                        <PathText path={row.path} />
                      </span>
                    </span>
                  </th>
                  {keyed(row.cells, (cell) => `${cell.kind} ${cell.before} ${cell.after}`).map(
                    ({ key, item }) => (
                      <td key={key} className="border-t border-l border-line px-2.5 py-1">
                        <Cell cell={item} />
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One value a row with its path: for a summary on a phone or in a list. */
export function PathDiff({
  rows,
}: {
  rows: readonly { path: string; before: string | null; after: string | null; note?: string | undefined }[];
}) {
  return (
    <ul className="divide-y divide-line">
      {keyed(rows, (row) => row.path).map(({ key, item }) => (
        <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-[5px] leading-[1.4]">
          <span className="mono min-w-0 [overflow-wrap:anywhere]">{item.path}</span>
          <span className="ml-auto">
            <ValueChange before={item.before} after={item.after} />
          </span>
          {item.note ? <span className="w-full text-11 text-text-2">{item.note}</span> : null}
        </li>
      ))}
    </ul>
  );
}
