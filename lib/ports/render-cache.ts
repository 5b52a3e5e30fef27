/** Renders kept by content: the key names format, tool versions and input blobs, so a value never goes stale. */
export interface RenderCache {
  /** Null when it was never put or was let go. */
  get(key: string): Promise<string | null>;
  /** May forget older values to stay within its bounds; a value too big to keep is not an error. Values hold no secret. */
  put(key: string, value: string): Promise<void>;
}
