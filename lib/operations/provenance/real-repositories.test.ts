import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openOffline } from "@/lib/engine/offline";
import { onboard } from "@/lib/engine/onboarding";
import { swept } from "./sweep.fixture";

const repositories = resolve(import.meta.dirname, "../../../../shared/repos");
const names = ["podinfo", "bank-of-anthos", "flux2-kustomize-helm-example"];
const fieldsEach = 40;

describe.skipIf(!existsSync(repositories))("real GitOps repositories", () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  test.each(names)("no field of %s is explained by a line that does not set it", async (name) => {
    const above = mkdtempSync(join(tmpdir(), "o8-sweep-"));
    const folder = join(above, name);
    folders.push(above);
    cpSync(join(repositories, name), folder, { recursive: true });
    writeFileSync(join(folder, "orchestr8.yaml"), (await onboard(folder)).proposal);
    const offline = await openOffline({ folder });
    try {
      const { wrong, confirmed } = await swept(offline, fieldsEach);
      expect(wrong).toEqual([]);
      // Were most of them unresolved, nothing would be wrong and nothing explained.
      expect(confirmed).toBeGreaterThan(fieldsEach * 0.8);
    } finally {
      await offline.close();
    }
  });
});
