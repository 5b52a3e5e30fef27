import { expect, test } from "vitest";
import { onEveryStore } from "../testing/store";

const day = 24 * 3_600_000;

onEveryStore("the render cache", (open) => {
  test("a render comes back character for character, also after it was put again", async () => {
    const { renderCache } = await open.store();
    const text = 'kind: "ü😀"\n\0 end';
    expect(await renderCache.get("k")).toBeNull();
    await renderCache.put("k", "old");
    await renderCache.put("k", text);
    expect(await renderCache.get("k")).toBe(text);
  });

  test("the least used renders go when the bound is reached, and one too big is not kept", async () => {
    let now = Date.UTC(2026, 0, 1);
    const { renderCache } = await open.store({
      renderCache: { size: 10_000, ageMs: 30 * day },
      now: () => new Date(now),
    });
    for (let n = 0; n < 200; n++) {
      now += 2 * 3_600_000;
      await renderCache.put(`k${n}`, "x".repeat(500));
      await renderCache.get("k0");
    }
    // Swept at every fiftieth: what came after the last sweep may stand above the bound.
    const kept: number[] = [];
    for (let n = 0; n < 200; n++) if ((await renderCache.get(`k${n}`)) !== null) kept.push(n);
    expect(kept).toContain(0);
    expect(kept).toContain(199);
    expect(kept.length).toBeLessThanOrEqual(20 + 50);
    await renderCache.put("huge", "x".repeat(10_001));
    expect(await renderCache.get("huge")).toBeNull();
  });

  test("a render nobody asked for in a month is let go", async () => {
    let now = Date.UTC(2026, 0, 1);
    const options = {
      renderCache: { size: 10_000, ageMs: 30 * day },
      now: () => new Date(now),
      fleet: "aged",
    };
    await (await open.store(options)).renderCache.put("old", "x");
    now += 31 * day;
    const later = await open.store(options);
    await later.renderCache.put("new", "y");
    expect(await later.renderCache.get("old")).toBeNull();
    expect(await later.renderCache.get("new")).toBe("y");
  });
});
