import { z } from "zod";

export type Schema = Record<string, unknown>;
type Io = "input" | "output";
type Converted = { root: Schema; defs: Readonly<Record<string, Schema>>; io: Io };

/** Names as zod's registry of them, without losing what schemas say of themselves. */
class Names extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  override get<S extends z.core.$ZodType>(schema: S): z.core.$replace<z.core.GlobalMeta, S> | undefined {
    const named = super.get(schema);
    const described = z.globalRegistry.get(schema);
    return named || described ? Object.assign({}, described, named) : undefined;
  }
}

/**
 * JSON Schemas that refer to the named ones in `components/schemas`, and those that are referred to.
 * What is asked and what is answered may differ, as a value with a default does: such a schema is there twice, the
 * asked one as `<Name>Input`.
 */
export function sharedSchemas(
  types: readonly { type: z.ZodType; io: Io }[],
  known: ReadonlyMap<z.ZodType, string>,
): {
  schemas: readonly Schema[];
  components: Readonly<Record<string, Schema>>;
} {
  const names = new Names();
  for (const [schema, id] of known) names.add(schema, { id });
  const converted = types.map(({ type, io }) => convert(type, io, names));
  const asked = defsOf(converted, "input");
  const answered = defsOf(converted, "output");
  const twice = differing(asked, answered);
  const named = (name: string, io: Io): string => (io === "input" && twice.has(name) ? `${name}Input` : name);
  const components = [
    ...[...answered].map(([name, schema]) => [name, referring(schema, (of) => named(of, "output"))] as const),
    ...[...asked].map(
      ([name, schema]) => [named(name, "input"), referring(schema, (of) => named(of, "input"))] as const,
    ),
  ];
  return {
    schemas: converted.map(({ root, io }) => referring(root, (of) => named(of, io))),
    components: Object.fromEntries(components.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** As a property, so that a named schema is referred to there like everywhere else. */
function convert(type: z.ZodType, io: Io, names: Names): Converted {
  const schema = z.toJSONSchema(z.object({ root: type }), { io, unrepresentable: "any", metadata: names });
  const { properties, $defs = {} } = schema as {
    properties?: { root?: Schema };
    $defs?: Record<string, Schema>;
  };
  return { root: properties?.root ?? {}, defs: $defs, io };
}

const defsOf = (converted: readonly Converted[], io: Io): ReadonlyMap<string, Schema> =>
  new Map(converted.filter((one) => one.io === io).flatMap(({ defs }) => Object.entries(defs)));

/** Names that are both asked and answered, and not alike: in themselves, or in what they refer to. */
function differing(
  asked: ReadonlyMap<string, Schema>,
  answered: ReadonlyMap<string, Schema>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (;;) {
    const before = found.size;
    for (const [name, schema] of asked) {
      const other = answered.get(name);
      const refers = [...JSON.stringify(schema).matchAll(/"#\/\$defs\/(\w+)"/g)];
      if (
        other !== undefined &&
        (JSON.stringify(other) !== JSON.stringify(schema) || refers.some(([, of]) => found.has(of ?? "")))
      )
        found.add(name);
    }
    if (found.size === before) return found;
  }
}

/** The same schema with its references led to where OpenAPI keeps what is referred to. */
const referring = (schema: Schema, named: (name: string) => string): Schema =>
  JSON.parse(JSON.stringify(schema), (key, value) =>
    key === "$ref" && typeof value === "string"
      ? value.replace(/^#\/\$defs\/(\w+)$/, (_, name: string) => `#/components/schemas/${named(name)}`)
      : value,
  );
