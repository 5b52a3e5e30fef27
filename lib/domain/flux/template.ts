/** A text with `${…}` in it: plain pieces, and functions over a variable. */
export type Template = readonly Piece[];
export type Piece = string | Call;
export type Call = {
  variable: string;
  /** `:=`, `^^`, `/#`, …; "" where the value is taken as it is. */
  operator: string;
  operands: Template;
  /** As it is written, `${…}` included. */
  written: string;
};

/** The text is no template; Flux refuses the whole object. */
export class BadTemplate extends Error {}

/**
 * Reads a text as github.com/fluxcd/pkg/envsubst v1.8 does (parse/parse.go, parse/scan.go): `$$` stands for one dollar
 * sign outside of `${…}`. Throws `BadTemplate` where that one fails.
 */
export function readTemplate(text: string): Template {
  const reader = new Reader(text);
  return reader.all();
}

const isNamePart = (letter: string): boolean => /^[\p{L}\p{Nd}_]$/u.test(letter);

const deepest = 50;

class Reader {
  private at = 0;
  private depth = 0;
  constructor(private readonly text: string) {}

  all(): Template {
    const pieces: Piece[] = [];
    while (this.at < this.text.length) {
      if (this.opens()) pieces.push(this.call());
      else pieces.push(this.plain());
    }
    return pieces;
  }

  private get letter(): string {
    const code = this.text.codePointAt(this.at);
    return code === undefined ? "" : String.fromCodePoint(code);
  }

  private opens(): boolean {
    return this.text.startsWith("${", this.at);
  }

  private plain(): string {
    let read = "";
    for (let from = this.at; ; from = this.at) {
      const dollar = this.text.indexOf("$", from);
      if (dollar < 0) {
        this.at = this.text.length;
        return read + this.text.slice(from);
      }
      read += this.text.slice(from, dollar);
      this.at = dollar;
      if (this.opens()) return read;
      this.at += this.text.startsWith("$$", dollar) ? 2 : 1;
      read += "$";
    }
  }

  private call(): Call {
    const start = this.at;
    this.at += 2;
    this.depth += 1;
    if (this.depth > deepest) throw new BadTemplate();
    const call = this.letter === "#" ? this.length() : this.named();
    this.depth -= 1;
    return { ...call, written: this.text.slice(start, this.at) };
  }

  private length(): Omit<Call, "written"> {
    this.at += 1;
    const variable = this.name();
    this.close();
    return { variable, operator: "#", operands: [] };
  }

  private named(): Omit<Call, "written"> {
    const variable = this.name();
    const call = (operator: string, ...operands: Piece[]) => ({ variable, operator, operands });
    const next = this.text.charAt(this.at + 1);
    switch (this.letter) {
      case ":":
        return /[=\-?+]/.test(next) ? call(this.taken(2), ...this.operands()) : this.part(variable);
      case "=":
        return call(this.taken(1), ...this.operands());
      case ",":
      case "^": {
        const operator = this.taken(/[,^]/.test(next) ? 2 : 1);
        this.close();
        return call(operator);
      }
      case "/":
        return this.replacement(variable);
      case "#":
      case "%": {
        const operator = this.taken(next === this.letter ? 2 : 1);
        const pattern = this.operand("}", false);
        this.close();
        return call(operator, pattern);
      }
      default:
        this.close();
        return call("");
    }
  }

  private part(variable: string): Omit<Call, "written"> {
    this.at += 1;
    // Its scanner steps back by the letter that it looked at, and is lost behind one of several bytes.
    if (this.letter > "\x7f") throw new BadTemplate();
    const operands = [this.operand(":}", false)];
    if (this.letter !== ":") {
      this.close();
      return { variable, operator: ":", operands };
    }
    while (this.letter === ":") this.at += 1;
    operands.push(this.operand("}", false));
    this.close();
    return { variable, operator: ":", operands };
  }

  private replacement(variable: string): Omit<Call, "written"> {
    const operator = this.taken(/[/#%]/.test(this.text.charAt(this.at + 1)) ? 2 : 1);
    const operands = [this.operand("/", true)];
    if (this.letter !== "/") throw new BadTemplate();
    while (this.letter === "/") this.at += 1;
    if (this.letter !== "}") operands.push(this.operand("}", true));
    this.close();
    return { variable, operator, operands };
  }

  /** What stands behind `:=` and the like: texts and functions up to the brace. */
  private operands(): Template {
    const pieces: Piece[] = [];
    while (this.letter !== "}") pieces.push(this.operand("}", false));
    this.close();
    return pieces;
  }

  /** One function, or a text that is not empty and ends before one of these letters. */
  private operand(ends: string, escapes: boolean): Piece {
    if (this.opens()) return this.call();
    let read = "";
    while (this.at < this.text.length && !this.opens()) {
      const here = this.text.charAt(this.at);
      const next = this.text.charAt(this.at + 1);
      if (escapes && ((here === "\\" && /[/\\]/.test(next)) || (here === "$" && next === "$"))) {
        read += next;
        this.at += 2;
        continue;
      }
      if (ends.includes(here)) break;
      read += here;
      this.at += 1;
    }
    if (read === "") throw new BadTemplate();
    return read;
  }

  private name(): string {
    const start = this.at;
    while (this.letter !== "" && isNamePart(this.letter)) this.at += this.letter.length;
    if (this.at === start) throw new BadTemplate();
    return this.text.slice(start, this.at);
  }

  private taken(count: number): string {
    this.at += count;
    return this.text.slice(this.at - count, this.at);
  }

  private close(): void {
    if (this.letter !== "}") throw new BadTemplate();
    this.at += 1;
  }
}
