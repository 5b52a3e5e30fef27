import { Fault } from "@/lib/ports/fault";

export type JsonAsk = {
  url: URL;
  /** Sent as a bearer token to this address only: a redirect is an error. */
  token: string | null;
  timeoutMs: number;
  maxBytes: number;
  /** Whom we ask, for messages: `Prometheus of prod-cluster`. */
  who: string;
};

/**
 * The JSON that an address answers, within its time and size. A refused token or a wrong answer is a Fault, and one
 * that may go away is retryable; the text of an answer is in a message only as `why` takes it out.
 */
export async function getJson(ask: JsonAsk, why: (body: unknown) => string | null): Promise<unknown> {
  const { who, timeoutMs } = ask;
  const fault = (message: string, retryable: boolean, cause?: unknown): Fault =>
    new Fault(`${who} ${message}`, { retryable, cause });
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(ask.url, {
      redirect: "error",
      signal: limit,
      headers: {
        accept: "application/json",
        ...(ask.token === null ? {} : { authorization: `Bearer ${ask.token}` }),
      },
    });
    const text = await bounded(answer, ask);
    if (answer.status === 401 || answer.status === 403)
      throw fault(`refused us (${answer.status}): name its token in O8_SOURCE_TOKENS`, false);
    const body = parsed(text);
    if (!answer.ok) {
      const told = why(body);
      const retryable = answer.status === 429 || answer.status >= 500;
      throw fault(`answered ${answer.status}${told === null ? "" : `: ${told.slice(0, 300)}`}`, retryable);
    }
    if (body === undefined) throw fault("answered something that is not JSON", false);
    return body;
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (limit.aborted) throw fault(`did not answer within ${timeoutMs} ms`, true);
    throw fault("could not be reached", true, error);
  }
}

async function bounded(answer: Response, { maxBytes, who }: JsonAsk): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > maxBytes)
      throw new Fault(`${who} answered more than ${maxBytes} bytes: ask it for less, by labels`, {
        retryable: false,
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
