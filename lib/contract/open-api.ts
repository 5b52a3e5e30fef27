import { z } from "zod";
import { contracts } from ".";
import type { Contract } from "./operation";
import { RefusalView } from "./outcome";

type Schema = Record<string, unknown>;

const schemaOf = (type: z.ZodType, io: "input" | "output"): Schema => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: "any" }) as Schema;
  return schema;
};

const json = (schema: Schema): Schema => ({ "application/json": { schema } });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** The API as OpenAPI 3.1, from the same contract that the operations and the client use. */
export function openApi(version: string): Schema {
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
      contracts.map((contract) => [`/${contract.name.replace(".", "/")}`, pathOf(contract)]),
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
      schemas: {
        Refused: {
          type: "object",
          required: ["ok", "refusal"],
          properties: { ok: { const: false }, refusal: schemaOf(RefusalView, "output") },
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

function pathOf(contract: Contract): Schema {
  const answers = {
    summary: contract.summary,
    tags: [contract.name.split(".")[0]],
    responses: {
      "200": {
        description: "Done",
        content: json({
          type: "object",
          required: ["ok", "value"],
          properties: { ok: { const: true }, value: schemaOf(contract.result, "output") },
        }),
      },
      ...Object.fromEntries(
        [
          ["401", "Sign in first"],
          ["403", "Not permitted"],
          ["404", "There is no such thing, or you may not see it"],
          ["409", "Conflict, or blocked by a rule"],
          ["422", "The input does not fit"],
        ].map(([code, description]) => [code, { description, content: json(ref("Refused")) }]),
      ),
      "500": { description: "Fault", content: json(ref("Faulted")) },
    },
  };
  const input = schemaOf(contract.input, "input");
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
