import type { z } from "zod";
import { CostReviewView } from "../cost";
import { document } from "./document";

/** What `o8 cost review` prints: the answer of the operation that the page shows. */
export const CostReview = document("CostReview", { review: CostReviewView });
export type CostReview = z.infer<typeof CostReview>;
