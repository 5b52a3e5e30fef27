import { Document, isScalar, visit } from "yaml";
import type { Printable } from "@/lib/domain/json";
import { escaped, terminalLetters } from "./print";

const unsafe = new RegExp(terminalLetters.source);

/**
 * One YAML document that every reader understands alike: words that older readers take for booleans or numbers are
 * quoted, integers keep their digits, nothing is shared by aliases, and control characters are written as escapes.
 */
export function yamlText(value: Printable): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  visit(document, (_key, node) => {
    if (isScalar(node) && typeof node.value === "string" && unsafe.test(node.value))
      node.type = "QUOTE_DOUBLE";
  });
  return document.toString({ lineWidth: 0 }).replace(terminalLetters, escaped);
}
