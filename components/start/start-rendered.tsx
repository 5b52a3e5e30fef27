import type { StartView } from "@/lib/contract/fleet";
import { counted } from "@/lib/domain/promotion/sentence";
import { StatusShape } from "../status/status-shape";
import { Panel } from "../ui/panel";

type Rendered = NonNullable<StartView["onboarding"]>["rendered"][number];

const shapes = { rendered: "healthy", empty: "unknown", failed: "failed" } as const;

/** What the proposal would place: applications down, environments across, and how each rendered. */
export function StartRendered({ onboarding }: { onboarding: NonNullable<StartView["onboarding"]> }) {
  const { rendered } = onboarding;
  const environments = [...new Set(rendered.map((one) => one.environment))];
  const applications = [...new Set(rendered.map((one) => one.application))];
  const failed = rendered.filter((one) => one.status === "failed").length;
  const objects = rendered.reduce((sum, one) => sum + one.objects, 0);
  if (rendered.length === 0)
    return (
      <Panel title="What it renders to">
        <p className="text-text-2">
          Nothing here looks like an environment, so nothing was rendered. docs/fleet-file.md shows how to
          name where each application lies.
        </p>
      </Panel>
    );
  return (
    <Panel
      title="What it renders to"
      note={`${counted(objects, "object")} in ${counted(rendered.length, "placement")}; ${failed === 0 ? "everything renders" : `${failed} fail`}`}
      flush
    >
      <div className="overflow-x-auto">
        <table className="w-full text-left">
          <caption className="heard">How each application renders in each environment</caption>
          <thead>
            <tr className="text-12 text-text-2">
              <th scope="col" className="px-3.5 py-1.5 font-normal">
                Application
              </th>
              {environments.map((name) => (
                <th key={name} scope="col" className="px-3 py-1.5 font-normal">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {applications.map((application) => (
              <tr key={application}>
                <th scope="row" className="border-t border-line px-3.5 py-1.5 font-medium">
                  {application}
                </th>
                {environments.map((name) => (
                  <td key={name} className="border-t border-line px-3 py-1.5">
                    <Cell
                      one={rendered.find((r) => r.application === application && r.environment === name)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Cell({ one }: { one: Rendered | undefined }) {
  if (!one) return <span className="text-text-3">not placed</span>;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <StatusShape kind={shapes[one.status]} />
      {one.status === "rendered" ? counted(one.objects, "object") : one.status}
    </span>
  );
}
