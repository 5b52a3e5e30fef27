import type { Gatherer } from "./closure";

/** Says that a chart's hooks are left out, and how many templates hold them. */
export async function hookNote(gather: Gatherer, chart: string): Promise<void> {
  let templates = 0;
  for (const entry of gather.index.under(chart)) {
    if (entry.kind !== "file" || !/(^|\/)templates\//.test(entry.path)) continue;
    if ((await gather.tree.text(entry.path))?.includes("helm.sh/hook")) templates += 1;
  }
  if (templates === 0) return;
  gather.closure.problems.push({
    code: "render.hooks",
    severity: "info",
    message: `${templates} ${templates === 1 ? "template of this chart is a hook and is" : "templates of this chart are hooks and are"} left out`,
    file: `${chart}/Chart.yaml`,
    line: 1,
    column: 1,
  });
}
