import type { PriceList } from "@/lib/domain/price/price-list";
import type { Reads } from "@/lib/ports/store/store";

const lookedBackMs = 2 * 86_400_000;

/** Volumes, load balancers and traffic of the last two days that nothing gives a price, in words. */
export async function unpricedAssets(
  store: Pick<Reads, "samples">,
  prices: PriceList,
  now: Date,
): Promise<readonly string[]> {
  const seen = await store.samples.assetClasses(new Date(now.getTime() - lookedBackMs));
  const names = seen
    .filter((one) => prices.asset(one) === null)
    .map(({ kind, class: name, region }) => {
      const where = region ?? "an unknown region";
      if (kind === "balancer") return `a load balancer in ${where}`;
      return kind === "egress"
        ? `${name === "unlabelled" ? "traffic of unknown distance" : `${name} traffic`} from ${where}`
        : `${name ?? "unnamed"} volumes in ${where}`;
    });
  return [...new Set(names)];
}
