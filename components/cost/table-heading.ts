import type { CostReviewView } from "@/lib/contract/cost";
import { dimensionName } from "@/lib/domain/cost-review/dimension";
import { capitalised } from "@/lib/domain/promotion/sentence";

/** What heads a table of two dimensions, whichever way it is drawn. */
export const tableHeading = ({ by, across, currency, month }: CostReviewView) => ({
  title: `${capitalised(dimensionName(by))} and ${dimensionName(across)}`,
  note: `${currency}, ${month.name}${month.over ? "" : " so far"}`,
});
