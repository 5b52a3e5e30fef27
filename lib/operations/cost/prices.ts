import { PRICE_FILE, type PriceFile, readPriceFile } from "@/lib/domain/price/price-file";
import { type PriceList, priceList } from "@/lib/domain/price/price-list";
import type { Problem } from "@/lib/domain/problem";
import type { DesiredState } from "@/lib/ports/desired";

export type PricesRead = { prices: PriceList; file: PriceFile | null; problems: readonly Problem[] };

/** The prices in force at a revision: its pricing.yaml over the shipped list. */
export async function pricesAt(state: DesiredState): Promise<PricesRead> {
  const text = state.paths.has(PRICE_FILE) ? await state.tree.text(PRICE_FILE) : null;
  const { file, problems } = text === null ? { file: null, problems: [] } : readPriceFile(text);
  return { prices: priceList(file, state.fleet.currency), file, problems };
}
