import { contracts } from ".";
import { namedSchemas } from "./named-schemas";
import { type Schema, sharedSchemas } from "./open-api-schemas";
import type { Contract } from "./operation";
import { RefusalView } from "./outcome";

const json = (schema: Schema): Schema => ({ "application/json": { schema } });
const ref = (kind: "schemas" | "responses", name: string): Schema => ({
  $ref: `#/components/${kind}/${name}`,
});

/** The API as OpenAPI 3.1, from the same contract that the operations and the client use. */
export function openApi(version: string): Schema {
  const { schemas, components } = sharedSchemas(
    [
      { type: RefusalView, io: "output" },
      ...contracts.flatMap(({ input, result }) => [
        { type: input, io: "input" } as const,
        { type: result, io: "output" } as const,
      ]),
    ],
    namedSchemas(),
  );
  const [refusal = {}, ...questions] = schemas;
  return {
    openapi: "3.1.0",
    info: {
      title: "Orchestr8",
      version,
      description:
        "Queries are GET with `input` as JSON (or POST), commands are POST. Every answer is an outcome: `{ok: true, value}`, `{ok: false, refusal}` or `{ok: false, fault}`.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }, { session: [] }],
    paths: Object.fromEntries(
      contracts.map((contract, at) => [
        `/${contract.name.replace(".", "/")}`,
        pathOf(contract, questions[2 * at] ?? {}),
      ]),
    ),
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "A personal access token, made on the settings page.",
        },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
      responses: {
        ...Object.fromEntries(contracts.map(({ name }, at) => [name, answerOf(questions[2 * at + 1] ?? {})])),
        ...Object.fromEntries(
          Object.entries(refusals).map(([code, description]) => [
            code,
            { description, content: json(ref("schemas", "Refused")) },
          ]),
        ),
        "500": { description: "Fault", content: json(ref("schemas", "Faulted")) },
      },
      schemas: {
        ...components,
        Refused: {
          type: "object",
          required: ["ok", "refusal"],
          properties: { ok: { const: false }, refusal: refusal },
        },
        Faulted: {
          type: "object",
          required: ["ok", "fault"],
          properties: {
            ok: { const: false },
            fault: {
              type: "object",
              required: ["requestId", "retryable"],
              properties: { requestId: { type: "string" }, retryable: { type: "boolean" } },
            },
          },
        },
      },
    },
  };
}

/** The statuses that every operation may answer besides 200. */
const refusals = {
  "401": "Sign in first",
  "403": "Not permitted",
  "404": "There is no such thing, or you may not see it",
  "409": "Conflict, or blocked by a rule",
  "422": "The input does not fit",
};

const answerOf = (value: Schema): Schema => ({
  description: "Done",
  content: json({
    type: "object",
    required: ["ok", "value"],
    properties: { ok: { const: true }, value },
  }),
});

function pathOf(contract: Contract, input: Schema): Schema {
  const answers = {
    summary: contract.summary,
    tags: [contract.name.split(".")[0]],
    responses: {
      "200": ref("responses", contract.name),
      ...Object.fromEntries(Object.keys(refusals).map((code) => [code, ref("responses", code)])),
      "500": ref("responses", "500"),
    },
  };
  const post = {
    ...answers,
    operationId: contract.name,
    requestBody: { required: true, content: json(input) },
  };
  if (contract.kind === "command") return { post };
  const get = {
    ...answers,
    operationId: `${contract.name}.get`,
    parameters: [{ name: "input", in: "query", description: "The input as JSON", content: json(input) }],
  };
  return { get, post };
}
