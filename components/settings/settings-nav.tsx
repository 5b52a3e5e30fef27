/** The parts of the page; the address names the part. */
export function SettingsNav({
  problems,
  tokens,
  sessions,
}: {
  problems: number;
  tokens: number;
  sessions: number;
}) {
  const parts = [
    { id: "connections", label: "Connections" },
    { id: "isolation", label: "Tools, isolation" },
    { id: "teams", label: "Teams, people" },
    ...(problems > 0 ? [{ id: "problems", label: "Problems", count: problems }] : []),
    { id: "tokens", label: "Tokens", count: tokens },
    { id: "sessions", label: "Sessions", count: sessions },
    { id: "display", label: "Display, keys" },
  ];
  return (
    <nav aria-label="Parts of the settings" className="sticky top-3 max-lg:static">
      <ul className="grid gap-0.5 max-lg:flex max-lg:flex-wrap">
        {parts.map((part) => (
          <li key={part.id}>
            <a
              href={`#${part.id}`}
              className="flex min-h-7 items-center rounded-[5px] px-2 text-text-2 hover:bg-hover hover:text-text max-md:min-h-9"
            >
              {part.label}
              {part.count === undefined ? null : <span className="ml-auto pl-1.5 text-11">{part.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
