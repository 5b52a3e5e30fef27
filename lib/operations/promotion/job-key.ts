/** The job that carries a promotion out; one promotion, one job. */
export const jobKind = "promotion.execute";
export const jobKey = (promotion: string): string => `${jobKind}:${promotion}`;
