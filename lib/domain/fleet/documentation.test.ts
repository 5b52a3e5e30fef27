import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readFleet } from "./read";

const page = readFileSync(resolve(import.meta.dirname, "../../../docs/fleet-file.md"), "utf8");
const [rootText = "", blockText = ""] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((m) => m[1] ?? "");

test("the page's own examples have no unknown key and no wrong value", () => {
  const files = new Map([
    ["orchestr8.yaml", rootText],
    ["apps/checkout/environments.yaml", blockText],
  ]);
  const { problems, fleet } = readFleet({ paths: [...files.keys()], texts: files });
  const wrong = problems.filter((p) =>
    [
      "fleet.unknown-key",
      "fleet.wrong-type",
      "fleet.invalid-value",
      "fleet.missing-key",
      "yaml.syntax",
    ].includes(p.code),
  );
  expect(wrong).toEqual([]);
  expect(fleet.declarations.map((d) => d.application)).toEqual(["checkout", "web"]);
});
