import type { Phrase } from "../io";

export const versionPhrases: readonly Phrase[] = [
  {
    words: "version",
    summary: "Versions of o8 and of the programs it renders with",
    kind: "Version",
    examples: ["o8 version", "o8 version -o json"],
    run: async ({ options, io }) => {
      const [{ toolVersions }, { version }, { formatOf, printDocument, table }] = await Promise.all([
        import("@/lib/engine/tool-versions"),
        import("@/lib/engine/version"),
        import("../print"),
      ]);
      const document = {
        schemaVersion: 1,
        kind: "Version",
        o8: version,
        node: process.versions.node,
        ...(await toolVersions()),
        problems: [],
      };
      const later = "not here yet; got at the first render that needs it";
      await printDocument(document, formatOf(options), io, (made) =>
        table([
          ["o8", made.o8],
          ["node", made.node],
          ["kustomize", made.kustomize ?? later],
          ["helm", made.helm ?? later],
        ]),
      );
      return 0;
    },
  },
];
