import type { ResultOf } from "@/lib/contract/operation";
import type { show } from "@/lib/contract/settings";
import { Callout } from "../ui/callout";
import { Panel } from "../ui/panel";

type View = ResultOf<typeof show>;

/** The tools in force, and what a render may reach, said plainly. */
export function IsolationPanel({ isolation, versions }: Pick<View, "isolation" | "versions">) {
  return (
    <Panel id="isolation" title="Tools and isolation" flush className="scroll-mt-4">
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(160px,1fr))]">
        {versions.map((one) => (
          <div key={one.name} className="px-3.5 pt-[9px] pb-2.5">
            <dt className="text-12 text-text-2">{one.name}</dt>
            <dd className="mono font-semibold">{one.version}</dd>
            {one.detail ? (
              <dd className="mono text-11 text-text-3 [overflow-wrap:anywhere]">{one.detail}</dd>
            ) : null}
          </div>
        ))}
      </dl>
      <Callout className="border-t border-line px-3.5 py-2.5">
        <b className="text-text">Network of renders: {isolation.network}.</b> {isolation.reason}
      </Callout>
    </Panel>
  );
}
