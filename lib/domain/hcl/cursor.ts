/** The text is not HCL; the offset says where. */
export class HclSyntax extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** How far brackets may nest; Terraform files stay far below. */
export const deepest = 100;

/** Moves over HCL text: names, templates, comments, and whatever else only has to be passed by. */
export class Cursor {
  at = 0;
  #depth = 0;
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** A quoted template; null when something in it is computed. */
  string(): { value: string | null } {
    const start = this.at++;
    let value: string | null = "";
    while (this.peek() !== '"') {
      const rest = this.text.slice(this.at, this.at + 3);
      if (this.done || rest.startsWith("\n")) throw new HclSyntax("A quote is not closed", start);
      if (rest === "$${" || rest === "%%{") {
        if (value !== null) value += rest.slice(1);
        this.at += 3;
      } else if (rest.startsWith("${") || rest.startsWith("%{")) {
        value = null;
        this.at += 1;
        this.skipBracketed();
      } else if (rest.startsWith("\\")) {
        const escaped =
          /^\\(u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|.)/s.exec(this.text.slice(this.at, this.at + 10))?.[0] ?? "\\";
        if (value !== null) value += unescaped(escaped);
        this.at += escaped.length;
      } else {
        if (value !== null) value += rest[0] ?? "";
        this.at++;
      }
    }
    this.at++;
    return { value };
  }

  /** Passes over whatever a value is made of, brackets and strings whole. */
  skipExpression(line: boolean): void {
    while (!this.done) {
      const next = this.peek();
      const rest = this.text.slice(this.at, this.at + 2);
      if (next === "," || next === "]" || next === "}" || next === ")") return;
      if (next === "\n") {
        if (line) return;
        this.at++;
      } else if (rest === "//" || next === "#" || rest === "/*") {
        if (line && rest !== "/*") return;
        this.skipComment();
      } else if (next === '"') this.string();
      else if (rest === "<<") this.skipHeredoc();
      else if (next === "(" || next === "[" || next === "{") this.skipBracketed();
      else this.at++;
    }
  }

  skipBracketed(): void {
    const start = this.at++;
    if (++this.#depth > deepest) throw new HclSyntax("Nested too deeply", start);
    while (!/[)\]}]/.test(this.peek())) {
      if (this.done) throw new HclSyntax("A bracket is not closed", start);
      this.skipExpression(false);
      if (this.peek() === ",") this.at++;
    }
    this.#depth--;
    this.at++;
  }

  skipHeredoc(): void {
    const head = /^<<-?([\w-]+)\r?\n/.exec(this.text.slice(this.at, this.at + 200));
    if (head === null) {
      this.at += 2;
      return;
    }
    const end = new RegExp(`^[ \\t]*${head[1]}[ \\t]*\\r?$`, "m");
    const from = this.at + head[0].length;
    const found = end.exec(this.text.slice(from));
    if (found === null) throw new HclSyntax(`The text up to ${head[1]} is not closed`, this.at);
    this.at = from + found.index + found[0].length;
  }

  /** Spaces and comments, not line ends. */
  skipSpace(): void {
    for (;;) {
      const next = this.peek();
      if (next === " " || next === "\t" || (next === "\r" && this.text[this.at + 1] === "\n")) this.at++;
      else if (this.text.startsWith("/*", this.at)) this.skipComment();
      else return;
    }
  }

  skipBlank(): void {
    for (;;) {
      const next = this.peek();
      if (next !== "" && /\s/.test(next)) this.at++;
      else if (next === "#" || this.text.startsWith("//", this.at) || this.text.startsWith("/*", this.at))
        this.skipComment();
      else return;
    }
  }

  skipComment(): void {
    const block = this.text.startsWith("/*", this.at);
    const end = this.text.indexOf(block ? "*/" : "\n", this.at);
    if (end < 0 && block) throw new HclSyntax("A comment is not closed", this.at);
    this.at = end < 0 ? this.text.length : block ? end + 2 : end;
  }

  identifier(): string {
    const name = /^[\p{L}_][\p{L}\p{N}_-]*/u.exec(this.text.slice(this.at, this.at + 300))?.[0];
    if (name === undefined) throw new HclSyntax("A name is missing", this.at);
    this.at += name.length;
    return name;
  }

  /** An object's bare key; null when it is computed. */
  word(): string | null {
    const key = /^[\p{L}\p{N}_-]+/u.exec(this.text.slice(this.at, this.at + 300))?.[0];
    if (key === undefined) return null;
    this.at += key.length;
    return key;
  }

  peek(): string {
    return this.text[this.at] ?? "";
  }
}

function unescaped(escaped: string): string {
  const simple: Readonly<Record<string, string>> = {
    "\\n": "\n",
    "\\r": "\r",
    "\\t": "\t",
    '\\"': '"',
    "\\\\": "\\",
  };
  const known = simple[escaped];
  if (known !== undefined) return known;
  const code = /^\\[uU]([\dA-Fa-f]+)$/.exec(escaped)?.[1];
  return code === undefined ? escaped : String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
}
