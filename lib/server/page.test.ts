import { expect, test, vi } from "vitest";
import { environment } from "@/lib/contract";
import type { Outcome } from "@/lib/contract/outcome";
import { pageAnswer, pageView } from "./page";

let answer: Outcome;
vi.mock("./answer", () => ({ answerPage: async () => answer }));
vi.mock("next/navigation", () => {
  const leave = (where: string) => () => {
    throw new Error(where);
  };
  return {
    forbidden: leave("forbidden"),
    notFound: leave("not found"),
    redirect: (to: string) => leave(to)(),
  };
});

const refused = (
  kind: "forbidden" | "unauthenticated" | "missing",
  code: "fleet.no-teams" | "auth.no-team",
) => {
  answer = { ok: false, refusal: { kind, code, message: "no" } };
};

test.each([
  ["pageView", pageView],
  ["pageAnswer", pageAnswer],
] as const)(
  "%s leads to the start page while the repository names no teams, and nobody else there",
  async (_, read) => {
    const asked = () => read(environment.list, {});
    refused("forbidden", "fleet.no-teams");
    await expect(asked()).rejects.toThrow("/start");
    refused("forbidden", "auth.no-team");
    await expect(asked()).rejects.toThrow("forbidden");
    refused("unauthenticated", "auth.no-team");
    await expect(asked()).rejects.toThrow("/sign-in");
    refused("missing", "auth.no-team");
    await expect(asked()).rejects.toThrow("not found");
  },
);
