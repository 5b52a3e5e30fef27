import type { AskOf, Contract, ResultOf } from "@/lib/contract/operation";
import type { Outcome } from "@/lib/contract/outcome";

/** Carries one question or act to wherever operations run, and the outcome back. Never throws. */
export type Transport = (contract: Contract, input: unknown) => Promise<Outcome>;

export type Ask = <C extends Contract>(contract: C, input: AskOf<C>) => Promise<Outcome<ResultOf<C>>>;

/** A typed call over a transport. */
export const over =
  (transport: Transport): Ask =>
  async (contract, input) =>
    (await transport(contract, input)) as Outcome<ResultOf<typeof contract>>;

/** Longest question that is put into a URL; longer ones are posted. */
const urlLimit = 4096;

/**
 * HTTP: queries are `GET /api/v1/<noun>/<verb>?input=<JSON>` (POST above 4 kB), commands are POST.
 * A dead line or an answer that is no JSON is a retryable fault, like any other.
 */
export function http(
  base: string,
  options: {
    token?: string | undefined;
    fetch?: typeof fetch;
    signal?: AbortSignal;
    parse?: (text: string) => unknown;
  } = {},
): Transport {
  const ask = options.fetch ?? fetch;
  const parse = options.parse ?? JSON.parse;
  return async (contract, input) => {
    const [noun, verb] = contract.name.split(".");
    const url = `${base}/api/v1/${noun}/${verb}`;
    const text = JSON.stringify(input ?? {});
    const headers: Record<string, string> = { accept: "application/json" };
    if (options.token) headers.authorization = `Bearer ${options.token}`;
    const asGet = contract.kind === "query" && text.length <= urlLimit;
    try {
      const response = await ask(asGet ? `${url}?input=${encodeURIComponent(text)}` : url, {
        method: asGet ? "GET" : "POST",
        headers: asGet ? headers : { ...headers, "content-type": "application/json" },
        ...(asGet ? {} : { body: text }),
        ...(options.signal ? { signal: options.signal } : {}),
        cache: "no-store",
        redirect: "error",
      });
      return parse(await response.text()) as Outcome;
    } catch {
      return { ok: false, fault: { requestId: "no-answer", retryable: true } };
    }
  };
}
