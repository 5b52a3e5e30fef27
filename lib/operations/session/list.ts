import { session } from "@/lib/contract";
import { answers } from "../definition";

export const list = answers(session.list, ["store"], async ({ store }, _input, { actor, now }) => {
  if (actor.kind !== "person") return { items: [] };
  const current = actor.via.kind === "session" ? actor.via.id : null;
  return {
    items: (await store.sessions.live(actor.id, now)).map((live) => ({
      id: live.id,
      createdAt: live.createdAt.toISOString(),
      lastSeenAt: live.lastSeenAt.toISOString(),
      expiresAt: live.expiresAt.toISOString(),
      current: live.id === current,
    })),
  };
});
