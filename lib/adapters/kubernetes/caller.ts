import { type Json, parseJson } from "@/lib/domain/json";
import type { CallOptions } from "@/lib/ports/cluster";
import { Fault } from "@/lib/ports/fault";
import type { ResourceEntry } from "./resources";
import { type ApiStatus, asObject, readStatus, refusalOf } from "./status";
import type { Call, Transport } from "./transport";

const TIMEOUT_MS = 10_000;

export type Reply = { ok: true; body: Json } | { ok: false; status: ApiStatus };

/** Calls of one API server: JSON in and out, within their time, and a status where it says no. */
export class Caller {
  readonly #name: string;
  readonly #transport: Transport;

  constructor(name: string, transport: Transport) {
    this.#name = name;
    this.#transport = transport;
  }

  /** The body; a no of the server is thrown. */
  async read(call: Call, options: CallOptions): Promise<Json> {
    const reply = await this.send(call, options);
    if (reply.ok) return reply.body;
    throw refusalOf(this.#name, reply.status);
  }

  async send(call: Call, options: CallOptions): Promise<Reply> {
    const { timeoutMs = TIMEOUT_MS, signal } = options;
    const { status, text } = await this.#transport.call(call, { timeoutMs, signal });
    const good = status >= 200 && status < 300;
    let body: Json;
    try {
      body = parseJson(text);
    } catch {
      if (good) throw new Fault(`cluster ${this.#name} did not answer in JSON`, { retryable: true });
      body = null;
    }
    return good ? { ok: true, body } : { ok: false, status: readStatus(status, body) };
  }

  /** What a group serves; null when there is no such group. */
  async discover(path: string): Promise<readonly ResourceEntry[] | null> {
    const reply = await this.send({ method: "GET", path }, {});
    if (!reply.ok) {
      if (reply.status.code === 404) return null;
      throw refusalOf(this.#name, reply.status);
    }
    const resources = asObject(reply.body)?.resources;
    return (Array.isArray(resources) ? resources : []).flatMap((entry) => {
      const one = asObject(entry);
      return typeof one?.name === "string" && typeof one.kind === "string"
        ? [{ name: one.name, kind: one.kind, namespaced: one.namespaced === true }]
        : [];
    });
  }
}

/** The query of a path; what is undefined is left out. */
export function search(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const kept = Object.entries(parameters).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return kept.length === 0 ? "" : `?${new URLSearchParams(kept)}`;
}
