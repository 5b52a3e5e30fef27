import type { RenderCache } from "@/lib/ports/render-cache";

/** How often a kept render was found, since this process began. */
export type RenderCounts = { found: number; missing: number };

/** The same cache, with what it answers counted. */
export function countingCache(cache: RenderCache): { cache: RenderCache; counts: Readonly<RenderCounts> } {
  const counts: RenderCounts = { found: 0, missing: 0 };
  return {
    counts,
    cache: {
      put: (key, value) => cache.put(key, value),
      async get(key) {
        const value = await cache.get(key);
        if (value === null) counts.missing++;
        else counts.found++;
        return value;
      },
    },
  };
}
