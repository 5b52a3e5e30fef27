import type { Problem } from "@/lib/domain/problem";

const entry = /(\d+),(\d+)(?:-\d+(?:,\d+)?)?: ([^;]+); /g;

/**
 * The parser's message as one problem at the first place that it names: `parse config: [a.tf:2,3-4: Missing item
 * separator; Expected a comma …]`. Its own explanation becomes the hint.
 */
export function parseProblem(file: string, message: string): Problem {
  const at = message.indexOf(`[${file}:`);
  const rest = at < 0 ? message : message.slice(at + file.length + 2);
  entry.lastIndex = 0;
  const found = entry.exec(rest);
  const [line, column] = [Number(found?.[1] ?? 1), Number(found?.[2] ?? 1)];
  const detail = found ? rest.slice(found.index + found[0].length) : "";
  const hint = detail
    .replace(new RegExp(` ${escaped(file)}:\\d+,.*$`, "s"), "")
    .replace(/\]$/, "")
    .trim();
  return {
    code: "terraform.syntax",
    severity: "error",
    message: found?.[3]?.trim() ?? "The file is not readable as Terraform",
    ...(hint !== "" && { hint }),
    file,
    line,
    column,
  };
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
