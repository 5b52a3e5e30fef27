export type Recent<T> = {
  get(key: string): T | undefined;
  set(key: string, value: T, weight?: number): void;
};

/** The most recently used values, up to a total weight (one each when no weight is said). */
export function recent<T>(capacity: number): Recent<T> {
  const held = new Map<string, { value: T; weight: number }>();
  let total = 0;
  const drop = (key: string) => {
    total -= held.get(key)?.weight ?? 0;
    held.delete(key);
  };
  return {
    get: (key) => {
      const found = held.get(key);
      if (!found) return undefined;
      held.delete(key);
      held.set(key, found);
      return found.value;
    },
    set: (key, value, weight = 1) => {
      drop(key);
      if (weight > capacity) return;
      held.set(key, { value, weight });
      total += weight;
      for (const oldest of held.keys()) {
        if (total <= capacity) return;
        drop(oldest);
      }
    },
  };
}
