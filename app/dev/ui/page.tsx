import type { Metadata } from "next";
import { Charts } from "./charts";
import { Differences } from "./differences";
import { Nouns } from "./nouns";
import { Primitives } from "./primitives";

export const metadata: Metadata = { title: "Kit" };

/** Every part of the kit in both themes; `?theme=light` or `?theme=dark` shows one. All data is invented. */
export default async function KitPage({ searchParams }: { searchParams: Promise<{ theme?: string }> }) {
  const { theme } = await searchParams;
  const themes = theme === "light" || theme === "dark" ? [theme] : ["light", "dark"];
  return (
    <main>
      {themes.map((name) => (
        <div key={name} data-theme={name} className="bg-page text-text">
          <div className="mx-auto grid max-w-[1180px] gap-8 px-4 py-8 md:px-7">
            <h1>Kit, {name}</h1>
            <Primitives />
            <Nouns />
            <Differences />
            <Charts />
          </div>
        </div>
      ))}
    </main>
  );
}
