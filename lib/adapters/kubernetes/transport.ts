import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { Fault } from "@/lib/ports/fault";
import type { Connection } from "./kubeconfig";

export type Call = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path and query, encoded. */
  path: string;
  body?: string | undefined;
  contentType?: string | undefined;
};

const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

/**
 * Calls one API server. node:https never follows a redirect, so credentials reach no other host.
 * Network failures are Faults without a trace of credentials; any status is an answer.
 */
export class Transport {
  readonly #name: string;
  readonly #connection: Connection;
  constructor(name: string, connection: Connection) {
    this.#name = name;
    this.#connection = connection;
  }

  /** The whole answer within `timeoutMs`, connecting included. An error's text is scrubbed: a server may echo. */
  async call(
    call: Call,
    options: { timeoutMs: number; signal?: AbortSignal | undefined },
  ): Promise<{ status: number; text: string }> {
    const limit = AbortSignal.timeout(options.timeoutMs);
    const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
    try {
      const answer = await this.#open(call, signal);
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of answer as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) throw new Error("its answer is larger than 256 MiB");
        chunks.push(chunk);
      }
      const status = answer.statusCode ?? 0;
      const text = Buffer.concat(chunks).toString("utf8");
      return { status, text: status < 300 ? text : this.#connection.scrub(text) };
    } catch (error) {
      if (limit.aborted) {
        throw new Fault(`cluster ${this.#name} did not answer within ${options.timeoutMs} ms`, {
          retryable: true,
        });
      }
      throw this.#fault(error);
    }
  }

  /**
   * The lines of a long answer. A status other than 200 ends it: the body is handed to `refused`.
   * Ends quietly when `signal` aborts or the server closes in good order.
   */
  async *lines(
    call: Call,
    signal: AbortSignal,
    limits: { openMs: number; lifeMs: number },
    refused: (status: number, text: string) => void,
  ): AsyncIterable<string> {
    const limit = new AbortController();
    // A dead peer sends nothing, not even an end: the server's own end is overdue by then.
    const timer = (ms: number) => setTimeout(() => limit.abort(), ms).unref();
    let clock = timer(limits.openMs);
    try {
      const answer = await this.#open(call, AbortSignal.any([signal, limit.signal]));
      clearTimeout(clock);
      clock = timer(limits.lifeMs + 30_000);
      if (answer.statusCode !== 200) {
        let text = "";
        for await (const chunk of answer.setEncoding("utf8") as AsyncIterable<string>) text += chunk;
        refused(answer.statusCode ?? 0, this.#connection.scrub(text));
        return;
      }
      yield* splitLines(answer);
    } catch (error) {
      if (signal.aborted) return;
      if (limit.signal.aborted) {
        throw new Fault(`cluster ${this.#name} stopped answering a watch`, { retryable: true });
      }
      throw error instanceof Fault ? error : this.#fault(error);
    } finally {
      clearTimeout(clock);
      limit.abort();
    }
  }

  close(): void {
    this.#connection.agent.destroy();
  }

  async #open(call: Call, signal: AbortSignal): Promise<IncomingMessage> {
    const { server, agent } = this.#connection;
    const headers: Record<string, string> = {
      accept: "application/json",
      ...(await this.#connection.headers()),
    };
    if (call.body !== undefined) {
      headers["content-type"] = call.contentType ?? "application/json";
      headers["content-length"] = String(Buffer.byteLength(call.body));
    }
    const prefix = server.pathname.replace(/\/$/, "");
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: server.hostname.replace(/^\[|\]$/g, ""),
          port: server.port || 443,
          method: call.method,
          path: prefix + call.path,
          headers,
          agent,
          signal,
        },
        resolve,
      );
      sent.on("error", reject);
      sent.end(call.body);
    });
  }

  #fault(error: unknown): Fault {
    if (error instanceof Fault) return error;
    const why = this.#connection.scrub(error instanceof Error ? error.message : String(error));
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (isCertificateError(code)) {
      return new Fault(`cluster ${this.#name}: the server's certificate is not trusted (${why})`, {
        retryable: false,
      });
    }
    return new Fault(`cluster ${this.#name} cannot be reached: ${why}`, { retryable: true });
  }
}

const isCertificateError = (code: string): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|ERR_TLS_CERT/.test(code);

async function* splitLines(answer: IncomingMessage): AsyncIterable<string> {
  let rest = "";
  for await (const chunk of answer.setEncoding("utf8") as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield line;
  }
}
