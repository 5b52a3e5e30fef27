/** One record of a CSV text: its fields, and where each begins (lines and columns from 1). */
export type CsvRecord = { fields: readonly string[]; line: number; columns: readonly number[] };

/** The text is not CSV at that place. */
export class CsvError extends Error {
  readonly line: number;
  readonly column: number;
  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

const maxFieldLength = 1_000_000;

/**
 * Reads RFC 4180 piece by piece, so that a bill of any size needs the memory of one record: quoted fields may hold
 * commas, quotes (doubled) and line breaks; lines end in LF or CRLF; a byte order mark is skipped, and so are empty
 * lines. Throws `CsvError` for a quote inside a plain field, text after a closing quote, or a quote never closed.
 */
export class CsvReader {
  #fields: string[] = [];
  #columns: number[] = [];
  #field = "";
  #state: "start" | "plain" | "quoted" | "closed" = "start";
  #line = 1;
  #column = 1;
  /** Where the record, and the field, begins. */
  #from = { line: 1, column: 1 };
  #fieldLine = 1;
  #first = true;
  #return = false;

  /** The records that end in this piece. */
  feed(piece: string): readonly CsvRecord[] {
    const records: CsvRecord[] = [];
    for (const letter of piece) {
      const first = this.#first;
      this.#first = false;
      if (first && letter === "\uFEFF") continue;
      const record = this.#take(letter);
      if (record) records.push(record);
    }
    return records;
  }

  /** The last record, when no line break ends it. */
  end(): CsvRecord | null {
    if (this.#state === "quoted")
      throw new CsvError("a quote is opened and never closed", this.#fieldLine, this.#columns.at(-1) ?? 1);
    return this.#state === "start" && this.#fields.length === 0 ? null : this.#record();
  }

  #take(letter: string): CsvRecord | null {
    if (this.#return) {
      this.#return = false;
      if (letter === "\n" && this.#state !== "quoted") return this.#move(letter, null);
    }
    if (this.#state === "quoted") {
      if (letter === '"') this.#state = "closed";
      else this.#append(letter);
      return this.#move(letter, null);
    }
    if (letter === '"') {
      if (this.#state === "plain")
        throw new CsvError(
          "a quote stands inside a field that did not begin with one",
          this.#line,
          this.#column,
        );
      if (this.#state === "closed") this.#append('"');
      else this.#begin();
      this.#state = "quoted";
      return this.#move(letter, null);
    }
    if (letter === "," || letter === "\n" || letter === "\r") {
      if (letter === "\r") this.#return = true;
      if (letter !== "," && this.#state === "start" && this.#fields.length === 0)
        return this.#move(letter, null);
      if (letter !== ",") return this.#move(letter, this.#record());
      this.#finish();
      return this.#move(letter, null);
    }
    if (this.#state === "closed")
      throw new CsvError("text follows the closing quote of a field", this.#line, this.#column);
    if (this.#state === "start") this.#begin();
    this.#state = "plain";
    this.#append(letter);
    return this.#move(letter, null);
  }

  #append(letter: string): void {
    if (this.#field.length >= maxFieldLength)
      throw new CsvError(
        "a field is longer than a million letters",
        this.#fieldLine,
        this.#columns.at(-1) ?? 1,
      );
    this.#field += letter;
  }

  #begin(): void {
    if (this.#fields.length === 0) this.#from = { line: this.#line, column: this.#column };
    this.#fieldLine = this.#line;
    this.#columns.push(this.#column);
  }

  #finish(): void {
    if (this.#state === "start") this.#begin();
    this.#fields.push(this.#field);
    this.#field = "";
    this.#state = "start";
  }

  #record(): CsvRecord {
    this.#finish();
    const record = { fields: this.#fields, line: this.#from.line, columns: this.#columns };
    this.#fields = [];
    this.#columns = [];
    return record;
  }

  /** Past one letter; a line begins after LF, and after CR that no LF follows. */
  #move<Value>(letter: string, value: Value): Value {
    if (letter === "\n") {
      this.#line += 1;
      this.#column = 1;
    } else this.#column += 1;
    return value;
  }
}
