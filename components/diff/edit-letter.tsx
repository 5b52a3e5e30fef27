/** The letter of an edit; the same on the written line and on the rendered row it causes. */
export function EditLetter({ letters }: { letters: readonly string[] }) {
  if (letters.length === 0) return null;
  return (
    <span className="mono inline-block self-center rounded-sm border border-line-strong bg-panel px-1 text-10 leading-[15px] font-semibold text-text-2">
      <span className="heard">{letters.length > 1 ? "edits " : "edit "}</span>
      {letters.join(" ")}
    </span>
  );
}
