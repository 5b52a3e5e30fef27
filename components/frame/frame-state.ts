/** Which of the frame's own layers is open; one a tab, so any button on any page can open it. */
type Layer = "none" | "palette" | "keys";

let layer: Layer = "none";
const listeners = new Set<() => void>();

const set = (next: Layer) => {
  layer = next;
  for (const listener of listeners) listener();
};

export const openPalette = () => set("palette");
export const openKeys = () => set("keys");
export const closeLayer = () => set("none");
export const currentLayer = (): Layer => layer;
export const onLayer = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
