import pg from "pg";

export const newsChannel = "o8_news";
// PostgreSQL refuses payloads of 8,000 bytes and more.
const longestPayload = 7000;
const firstWaitMs = 500;
const longestWaitMs = 15_000;

type Hearing = {
  heard(fleet: string, topic: string): void /** Null: of every fleet. */;
  missed(fleet: string | null): void;
};

/** A topic too long to send becomes "something changed". */
export function newsPayload(origin: string, fleet: string, topic: string): string {
  const whole = JSON.stringify([origin, fleet, topic]);
  return Buffer.byteLength(whole) <= longestPayload ? whole : JSON.stringify([origin, fleet, null]);
}

/**
 * Hears what other processes publish, on a connection of its own that is opened again when it breaks; then
 * listeners are told that they missed something. Answers when it hears; the answer ends it.
 */
export async function listenToReplicas(
  url: string,
  origin: string,
  hearing: Hearing,
): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: "orchestr8 news",
      keepAlive: true,
    });
    let gone = false;
    const lost = (): void => {
      if (gone) return;
      gone = true;
      if (client === fresh) client = null;
      fresh.end().catch(() => undefined);
      again(firstWaitMs);
    };
    fresh.on("error", lost);
    fresh.on("end", lost);
    fresh.on("notification", ({ payload }) => told(payload ?? "", origin, hearing));
    try {
      await fresh.connect();
      await fresh.query(`listen ${newsChannel}`);
    } catch (error) {
      gone = true;
      await fresh.end().catch(() => undefined);
      throw error;
    }
    client = fresh;
  };

  const again = (waitMs: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      connect().then(
        () => hearing.missed(null),
        () => again(Math.min(waitMs * 2, longestWaitMs)),
      );
    }, waitMs);
    timer.unref();
  };

  await connect();
  return async () => {
    stopped = true;
    if (timer) clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}

function told(payload: string, origin: string, hearing: Hearing): void {
  const read: unknown = parsed(payload);
  if (!Array.isArray(read)) return;
  const [from, fleet, topic] = read;
  // Our own news was told here at the commit already.
  if (from === origin || typeof fleet !== "string") return;
  if (typeof topic === "string") hearing.heard(fleet, topic);
  else hearing.missed(fleet);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
