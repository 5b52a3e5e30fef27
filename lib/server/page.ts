import "server-only";
import { forbidden, notFound, redirect } from "next/navigation";
import type { AskOf, Contract, ResultOf } from "@/lib/contract/operation";
import type { Refusal } from "@/lib/domain/refusal";
import { answerPage } from "./answer";

/** A fault on a page: the error boundary shows the request id, never the cause. */
export class PageFault extends Error {
  readonly digest: string;
  constructor(requestId: string) {
    super(`The page could not be read (request ${requestId}).`);
    this.digest = requestId;
  }
}

/**
 * The view of a page: the same query as everywhere, answered in-process before anything streams. Signed out leads to
 * the sign-in page, forbidden and missing to their own pages, a fault to the error boundary.
 */
export async function pageView<C extends Contract>(
  contract: C,
  input: AskOf<C>,
  options: { signedOut?: () => never } = {},
): Promise<ResultOf<C>> {
  const outcome = await answerPage(contract.name, input);
  if (outcome.ok) return outcome.value as ResultOf<C>;
  if ("fault" in outcome) throw new PageFault(outcome.fault.requestId);
  switch (outcome.refusal.kind) {
    case "unauthenticated":
      return options.signedOut ? options.signedOut() : redirect("/sign-in");
    case "forbidden":
      return shut(outcome.refusal);
    default:
      return notFound();
  }
}

/** As `pageView`, for a page that has a place for the refusals a person can act on; the others end it all the same. */
export async function pageAnswer<C extends Contract>(
  contract: C,
  input: AskOf<C>,
): Promise<{ view: ResultOf<C> } | { refusal: Refusal }> {
  const outcome = await answerPage(contract.name, input);
  if (outcome.ok) return { view: outcome.value as ResultOf<C> };
  if ("fault" in outcome) throw new PageFault(outcome.fault.requestId);
  switch (outcome.refusal.kind) {
    case "unauthenticated":
      return redirect("/sign-in");
    case "forbidden":
      return shut(outcome.refusal);
    case "missing":
      return notFound();
    default:
      return { refusal: outcome.refusal };
  }
}

/** Without a fleet file there are no teams, and nothing to see but how to begin. */
const shut = ({ code }: Refusal): never => (code === "fleet.no-teams" ? redirect("/start") : forbidden());
