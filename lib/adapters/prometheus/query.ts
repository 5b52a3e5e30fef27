import { z } from "zod";
import { Fault } from "@/lib/ports/fault";
import { getJson } from "../http/get-json";

export type PrometheusOptions = {
  /** Base address, without `/api/v1`. */
  url: string;
  /** Matchers of every query, where one Prometheus has several clusters. */
  labels: Readonly<Record<string, string>>;
  token: string | null;
  /** The cluster, for messages. */
  cluster: string;
  timeoutMs?: number;
};

/** One series and its values in the order of time; a moment without one is left out. */
export type Series = { labels: Readonly<Record<string, string>>; values: readonly number[] };

const Answer = z.object({
  status: z.literal("success"),
  data: z.object({
    resultType: z.literal("matrix"),
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});
const Refusal = z.object({ errorType: z.string(), error: z.string() });

const maxBytes = 64 * 2 ** 20;
const defaultTimeoutMs = 20_000;

/** `{a="b"}` inside a selector, ready for more: names that are no labels are a mistake of the fleet file. */
export function matchers(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(",");
}

/** A range query, bounded in time, size and points: Prometheus is told to give up when we would. */
export async function queryRange(
  options: PrometheusOptions,
  query: string,
  range: { from: Date; to: Date; stepSeconds: number },
): Promise<readonly Series[]> {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const url = new URL(`${options.url.replace(/\/+$/, "")}/api/v1/query_range`);
  url.search = new URLSearchParams({
    query,
    start: String(range.from.getTime() / 1000),
    end: String(range.to.getTime() / 1000),
    step: String(range.stepSeconds),
    timeout: `${Math.ceil(timeoutMs / 1000)}s`,
  }).toString();
  const who = `Prometheus of ${options.cluster}`;
  const body = await getJson({ url, token: options.token, timeoutMs, maxBytes, who }, (told) => {
    const refusal = Refusal.safeParse(told);
    return refusal.success ? `${refusal.data.errorType}: ${refusal.data.error}` : null;
  });
  const answer = Answer.safeParse(body);
  if (!answer.success)
    throw new Fault(`${who} answered something that is not a range of series`, { retryable: false });
  return answer.data.data.result.map(({ metric, values }) => ({
    labels: metric,
    values: values.map(([, value]) => Number(value)).filter(Number.isFinite),
  }));
}
