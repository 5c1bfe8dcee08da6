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

const schemas: Readonly<Record<string, () => string>> = {
  "model.schema.json": () => inlined(modelSchema, "Probity model.yaml"),
  "cases.schema.json": () => inlined(casesSchema, "Probity cases.yaml"),
  "bindings.schema.json": () => inlined(bindingsSchema, "Probity bindings file"),
};

/** JSON Schemas that an editor can use for completion in model folders: in the documentation and in the package. */
export const editorSchemas: Readonly<Record<string, () => string>> = Object.fromEntries(
  ["docs/schema", "packages/models/schema"].flatMap((dir) =>
    Object.entries(schemas).map(([name, make]) => [`${dir}/${name}`, make]),
  ),
);
