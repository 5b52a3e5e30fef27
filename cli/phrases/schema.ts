import { type Phrase, UsageError } from "../io";

export const schemaPhrases: readonly Phrase[] = [
  {
    words: "schema",
    summary: "The JSON Schema of a kind of document; the kinds when none is named",
    arguments: [["[kind]", "such as EnvironmentDiff"]],
    examples: ["o8 schema", "o8 schema ManifestDiff"],
    run: async ({ values, io }) => {
      const { documentKinds, documentSchema } = await import("@/lib/contract/documents/kinds");
      const [kind] = values;
      if (kind === undefined) {
        io.out(`${Object.keys(documentKinds).join("\n")}\n`);
        return 0;
      }
      const schema = documentSchema(kind);
      if (schema === null) {
        const { nearest } = await import("@/lib/domain/nearest");
        const meant = nearest(kind, Object.keys(documentKinds));
        throw new UsageError(
          `there is no kind ${kind}${meant ? `; did you mean ${meant}?` : ""} (o8 schema lists them)`,
        );
      }
      io.out(`${JSON.stringify(schema, null, 2)}\n`);
      return 0;
    },
  },
];
