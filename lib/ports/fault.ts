/**
 * The outside world failed, or we have a bug. Thrown with its cause; the door masks it and logs it with a request id.
 * `retryable` says whether the same call may succeed later.
 */
export class Fault extends Error {
  readonly retryable: boolean;
  constructor(message: string, options: { retryable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = "Fault";
    this.retryable = options.retryable;
  }
}
