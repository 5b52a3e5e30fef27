import type { Json } from "../json";
import type { Path } from "../path";

/** An image reference in its parts. Grammar: github.com/distribution/reference. */
export type ImageReference = { repository: string; tag: string | null; digest: string | null };

const REFERENCE =
  /^((?:[A-Za-z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::([A-Za-z0-9_][\w.-]{0,127}))?(?:@([a-z0-9+._-]+:[0-9a-fA-F]+))?$/;

/** Null when the text is no image reference; placeholders of secrets and addresses with a scheme are none. */
export function parseImage(text: string): ImageReference | null {
  const match = REFERENCE.exec(text);
  return match === null
    ? null
    : { repository: match[1] ?? "", tag: match[2] ?? null, digest: match[3] ?? null };
}

const VERSION = /^[~^=<>v ]*\d+(?:\.(?:\d+|x|\*))*(?:[-+_.][0-9A-Za-z.+_-]+)?(?:\s*(?:[<>=,|-]|\|\|).*)?$/;
const REVISION =
  /^(?:[0-9a-f]{7,64}|sha256:[0-9a-f]{64}|latest|stable|main|master|HEAD|edge|release[-/\w.]*)$/;

export const looksLikeVersion = (value: Json | undefined): boolean =>
  typeof value === "number" || (typeof value === "string" && (VERSION.test(value) || REVISION.test(value)));

const VERSION_KEY =
  /^(?:tag|imageTag|image_tag|newTag|digest|targetRevision|chartVersion|chart_version|appVersion|app_version|version|semver|commit|revision|helm\.sh\/chart|app\.kubernetes\.io\/version|tags\.datadoghq\.com\/version)$/;
const VERSION_NAME = /(?:^|[_.-])(?:version|image[_.-]?tag|tag|release|revision|git[_.-]?sha|commit)$/i;
const CHART = /^(?:.+-)?v?\d+\.\d+\.\d+(?:[-+].*)?$/;

/** Does the difference only say that another version runs? `canonical` makes the environments' words anonymous. */
export function isVersionChange(
  path: Path,
  left: Json | undefined,
  right: Json | undefined,
  canonical: { left: (text: string) => string; right: (text: string) => string },
): boolean {
  const key = lastKey(path);
  if (path.length === 1 && key === "apiVersion") return true;
  if (left === undefined || right === undefined) return false;
  if (typeof left === "string" && typeof right === "string") {
    const names =
      /image$/i.test(key) || inImageList(path) || (key === "value" && /image/i.test(itemName(path)));
    const [l, r] = names ? [parseImage(left), parseImage(right)] : [null, null];
    if (
      l !== null &&
      r !== null &&
      canonical.left(l.repository) === canonical.right(r.repository) &&
      hasVersion(l) &&
      hasVersion(r)
    ) {
      return true;
    }
    if (key === "helm.sh/chart")
      return CHART.test(left) && CHART.test(right) && stemOf(left) === stemOf(right);
  }
  const named = VERSION_KEY.test(key) || (key === "value" && VERSION_NAME.test(itemName(path)));
  return named && looksLikeVersion(left) && looksLikeVersion(right);
}

const hasVersion = (image: ImageReference): boolean => image.tag !== null || image.digest !== null;
const stemOf = (chart: string): string => chart.replace(/-v?\d+\.\d+\.\d+.*$/, "");
const inImageList = (path: Path): boolean => path.some((segment) => segment === "images");

export function lastKey(path: Path): string {
  for (let at = path.length - 1; at >= 0; at -= 1) {
    const segment = path[at];
    if (typeof segment === "string") return segment;
  }
  return "";
}

function itemName(path: Path): string {
  const item = path[path.length - 2];
  return typeof item === "object" ? String(item.name ?? "") : "";
}
