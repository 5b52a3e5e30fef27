import type { Problem } from "../problem";
import { field } from "../release-writer";
import { type Located, placeOf } from "../yaml/located";
import type { TextMap } from "./kustomization";

/**
 * Reads the fields of one mapping by the types that Flux's custom resource gives them, and notes what is of another; what
 * is read below it notes in the same list. A field that is null counts as absent, as it does to the API server.
 */
export class Fields {
  constructor(
    readonly located: Located | undefined,
    private readonly path = "",
    readonly problems: Problem[] = [],
  ) {}

  get absent(): boolean {
    return this.located === undefined;
  }

  private at(key: string): Located | undefined {
    const found = field(this.located, key);
    return found?.kind === "scalar" && found.value === null ? undefined : found;
  }

  text(key: string): string | null {
    const found = this.at(key);
    return found === undefined ? null : this.textOf(found, key);
  }

  flag(key: string): boolean {
    const found = this.at(key);
    if (found?.kind === "scalar" && typeof found.value === "boolean") return found.value;
    if (found !== undefined) this.wrong(found, key, "true or false");
    return false;
  }

  inner(key: string): Fields {
    const found = this.at(key);
    if (found === undefined || found.kind === "map") return this.below(found, key);
    this.wrong(found, key, "a mapping");
    return this.below(undefined, key);
  }

  list(key: string): readonly Fields[] {
    return this.items(key).flatMap((item, index) => {
      if (item.kind === "map") return [this.below(item, `${key}[${index}]`)];
      this.wrong(item, `${key}[${index}]`, "a mapping");
      return [];
    });
  }

  textItems(key: string): readonly { path: string; located: Located }[] {
    return this.items(key).flatMap((item, index) => {
      const path = this.textOf(item, `${key}[${index}]`);
      return path === null ? [] : [{ path, located: item }];
    });
  }

  texts(key: string): TextMap {
    const found = this.inner(key);
    const map = new Map<string, { value: string; located: Located }>();
    if (found.located?.kind !== "map") return map;
    for (const entry of found.located.entries.values()) {
      const value = found.textOf(entry.value, entry.key);
      if (value !== null) map.set(entry.key, { value, located: entry.value });
    }
    return map;
  }

  private items(key: string): readonly Located[] {
    const found = this.at(key);
    if (found === undefined) return [];
    if (found.kind === "list") return found.items;
    this.wrong(found, key, "a list");
    return [];
  }

  private textOf(found: Located, key: string): string | null {
    if (found.kind === "scalar" && typeof found.value === "string") return found.value;
    const quoted = found.kind === "scalar" && found.value !== null;
    this.wrong(found, key, "text", quoted ? "Write it in quotes" : undefined);
    return null;
  }

  private below = (located: Located | undefined, key: string): Fields =>
    new Fields(located, this.named(key), this.problems);

  private named = (key: string): string => (this.path === "" ? key : `${this.path}.${key}`);

  private wrong(found: Located, key: string, wanted: string, hint?: string): void {
    this.problems.push({
      code: "flux.invalid",
      severity: "error",
      message: `${this.named(key)} is to be ${wanted}: the cluster does not take this Kustomization`,
      hint,
      ...placeOf(found),
    });
  }
}
