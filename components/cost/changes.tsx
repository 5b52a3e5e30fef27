import type { ChangeView } from "@/lib/contract/cost";
import { keyed } from "../ui/keyed";
import { Link } from "../ui/link";

/** What changed on the day a number moved: promotions as links, other commits by their words. */
export function Changes({ changes }: { changes: readonly ChangeView[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className="mt-0.5 grid gap-0.5">
      {keyed(changes, ({ sha }) => sha).map(({ key, item }) => (
        <li key={key} className="[overflow-wrap:anywhere]">
          {item.day}:{" "}
          {item.promotion === null ? (
            <span>“{item.text}”</span>
          ) : (
            <Link className="underline underline-offset-2" href={`/promotions/${item.promotion}`}>
              {item.text}
            </Link>
          )}{" "}
          <span className="text-text-3">
            {item.who}, <code className="mono">{item.sha.slice(0, 7)}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
