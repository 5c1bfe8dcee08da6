import {
  casesSchema,
  bindingsSchema,
  localizedTextSchema,
  modelSchema,
} from "../../packages/contracts/src/schemas.ts";

function inlined(schema: object, title: string): string {
  const { $id: id, ...text } = localizedTextSchema;
  const body = JSON.stringify(schema).replaceAll(`"$ref":"${id}"`, '"$ref":"#/definitions/text"');
  const parsed: object = JSON.parse(body);
  return `${JSON.stringify({ $schema: "http://json-schema.org/draft-07/schema#", title, definitions: { text }, ...parsed }, undefined, 2)}\n`;
}

/** JSON Schemas that an editor can use for completion in model folders. */
export const editorSchemas: Readonly<Record<string, () => string>> = {
  "docs/schema/model.schema.json": () => inlined(modelSchema, "Probity model.yaml"),
  "docs/schema/cases.schema.json": () => inlined(casesSchema, "Probity cases.yaml"),
  "docs/schema/bindings.schema.json": () => inlined(bindingsSchema, "Probity bindings file"),
};
