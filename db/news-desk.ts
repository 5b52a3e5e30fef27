import type { NewsListener } from "@/lib/ports/store/news";

/** Who listens in this process. */
export class NewsDesk {
  readonly #listeners = new Set<NewsListener>();

  listen(listener: NewsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(topics: readonly string[]): void {
    for (const topic of new Set(topics)) this.#each((listener) => listener.heard(topic));
  }

  missed(): void {
    this.#each((listener) => listener.missed());
  }

  // What is told is committed already: a listener that throws must not make the write look failed.
  #each(tell: (listener: NewsListener) => void): void {
    for (const listener of this.#listeners) {
      try {
        tell(listener);
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    }
  }
}
