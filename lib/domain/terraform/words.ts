import type { EnvironmentWords } from "./layout";

/** The environments whose words stand in a text as whole words, longest words first. */
export function environmentsIn(text: string, environments: readonly EnvironmentWords[]): string[] {
  return environments.flatMap(({ name, words }) => (words.some((word) => holds(text, word)) ? [name] : []));
}

/** The text with an environment's words made anonymous, so that the same thing in two environments reads alike. */
export function anonymous(text: string, { words }: EnvironmentWords): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .reduce((here, word) => here.replaceAll(bounded(word, "gi"), "$1{environment}"), text);
}

const holds = (text: string, word: string): boolean => bounded(word, "i").test(text);
const bounded = (word: string, flags: string): RegExp =>
  new RegExp(`(^|[^A-Za-z0-9])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![A-Za-z0-9])`, flags);
