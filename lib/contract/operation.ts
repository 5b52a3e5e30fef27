import type { z } from "zod";

/** One thing that may be asked, by name: the API's path, the permission, the ledger's action and the file of the operation. */
export type Contract<
  Name extends string = string,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> = {
  readonly kind: "query" | "command";
  readonly name: Name;
  /** One sentence for the API page and the ledger's filter. */
  readonly summary: string;
  readonly input: I;
  readonly result: O;
  /** What a reader of this answer watches on the change bus. */
  topics(input: z.infer<I>): readonly string[];
};

export type InputOf<C extends Contract> = z.infer<C["input"]>;
export type AskOf<C extends Contract> = z.input<C["input"]>;
export type ResultOf<C extends Contract> = z.infer<C["result"]>;

type Spec<I extends z.ZodType, O extends z.ZodType> = { summary: string; input: I; result: O };

/** A question: reads, never changes anything. */
export function query<const Name extends `${string}.${string}`, I extends z.ZodType, O extends z.ZodType>(
  name: Name,
  spec: Spec<I, O> & { topics?: (input: z.infer<I>) => readonly string[] },
) {
  return { kind: "query", name, topics: () => [], ...spec } as const satisfies Contract<Name, I, O>;
}

/** An act: decided, then written in one transaction with its ledger line. */
export function command<const Name extends `${string}.${string}`, I extends z.ZodType, O extends z.ZodType>(
  name: Name,
  spec: Spec<I, O>,
) {
  return { kind: "command", name, topics: () => [], ...spec } as const satisfies Contract<Name, I, O>;
}
