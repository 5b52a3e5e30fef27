import { Fault } from "@/lib/ports/fault";

/** `drift`: somebody edits a Deployment by hand. The others break or delay every call. */
export type StandinFault = "unreachable" | "slow" | "drift";

const FAULTS: readonly string[] = ["unreachable", "slow", "drift"] satisfies StandinFault[];

/**
 * Reads `O8_STANDIN_FAULTS`: `cluster=fault` pairs joined by commas, several for one cluster allowed.
 * Throws with the wrong pair: a typing mistake must not look like a cluster without trouble.
 */
export function parseStandinFaults(text: string): ReadonlyMap<string, readonly StandinFault[]> {
  const found = new Map<string, StandinFault[]>();
  for (const pair of text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [cluster = "", fault = ""] = pair.split("=").map((part) => part.trim());
    if (cluster === "" || !isFault(fault)) {
      throw new Error(`O8_STANDIN_FAULTS: "${pair}" is not CLUSTER=${FAULTS.join("|")}`);
    }
    found.set(cluster, [...(found.get(cluster) ?? []), fault]);
  }
  return found;
}

const isFault = (text: string): text is StandinFault => FAULTS.includes(text);

/** The way to one stand-in: open, broken or slow, and changeable while it is used. */
export class Line {
  readonly #cluster: string;
  readonly #slowMs: number;
  readonly #hearers = new Set<() => void>();
  #faults: readonly StandinFault[];

  constructor(cluster: string, faults: readonly StandinFault[], slowMs: number) {
    this.#cluster = cluster;
    this.#faults = faults;
    this.#slowMs = slowMs;
  }

  set(faults: readonly StandinFault[]): void {
    this.#faults = faults;
    for (const hear of [...this.#hearers]) hear();
  }

  has(fault: StandinFault): boolean {
    return this.#faults.includes(fault);
  }

  /** Runs `hear` whenever the faults change, until the answer is called. */
  onChange(hear: () => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  lost(): Fault {
    const why = "connection timed out (a stand-in's fault, set by O8_STANDIN_FAULTS)";
    return new Fault(`cluster ${this.#cluster} cannot be reached: ${why}`, { retryable: true });
  }

  /** Lets one call through, at once or late; throws the Fault that a real cluster in this trouble gives. */
  async pass(options: { timeoutMs?: number | undefined; signal?: AbortSignal | undefined }): Promise<void> {
    if (this.has("unreachable")) throw this.lost();
    if (options.signal?.aborted) throw this.#given(0);
    if (!this.has("slow")) return;
    const limit = options.timeoutMs ?? 10_000;
    await sleep(Math.min(this.#slowMs, limit), options.signal);
    if (options.signal?.aborted || this.#slowMs > limit) throw this.#given(limit);
  }

  #given(limit: number): Fault {
    return new Fault(`cluster ${this.#cluster} did not answer within ${limit} ms`, { retryable: true });
  }
}

/** Ends early, without an error, when the signal aborts. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    timer.unref();
    signal?.addEventListener("abort", done);
  });
}
