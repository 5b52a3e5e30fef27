import { DrizzleQueryError } from "drizzle-orm/errors";
import { Fault } from "@/lib/ports/fault";

// Connection lost or refused, shutting down, too many connections, serialization, deadlock, lock time-out.
const passing = /^(08|57P|53|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT)/;
const passingWords = /terminated|timeout exceeded when trying to connect|PGlite is clos/i;

/**
 * What the database said, as a fault. The statement's values stay out: they may be hashes of tokens or addresses,
 * and a fault is logged.
 */
export function storeFault(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Fault || isOurBug(error)) return error;
  const { code, message } = rootOf(error);
  const retryable = passing.test(code) || passingWords.test(message);
  return new Fault(
    retryable ? "the store cannot be reached or is too busy" : "the store refused a statement",
    {
      retryable,
      cause: new Error(`${code} ${message}`.trim()),
    },
  );
}

function rootOf(error: Error): { code: string; message: string } {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return rootOf(error.errors[0]);
  if (error instanceof DrizzleQueryError)
    return error.cause ? rootOf(error.cause) : { code: "", message: "a statement failed" };
  return { code: "code" in error ? String(error.code) : "", message: error.message };
}

const isOurBug = (error: Error): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;

/** The same port, whose rejections are faults; `before` may refuse a call. */
export function faultingPort<Port extends object>(port: Port, before: () => void = () => undefined): Port {
  const entries = Object.entries(port).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      before();
      try {
        return await method(...args);
      } catch (error) {
        throw storeFault(error);
      }
    },
  ]);
  // Every port here is an object of async functions, so the wrapped one has the same shape.
  return Object.fromEntries(entries) as Port;
}
