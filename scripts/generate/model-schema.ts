import {
  casesSchema,
  bindingsSchema,
  deadlineSchema,
  featureSchema,
  localizedTextSchema,
  modelSchema,
} from "../../packages/contracts/src/schemas.ts";

function inlined(schema: object, title: string): string {
  const definitions = Object.fromEntries(
    Object.entries(shared)
      .filter(
        ([, { $id: id }]) =>
          refersTo(schema, id) || (id === localizedTextSchema.$id && refersTo(schema, featureSchema.$id)),
      )
      .map(([name, definition]) => [name, { ...definition, $id: undefined }]),
  );
  const body = { $schema: "http://json-schema.org/draft-07/schema#", title, definitions, ...schema };
  return `${JSON.stringify(body, replaceRef, 2)}\n`;
}

const shared = { text: localizedTextSchema, feature: featureSchema, deadline: deadlineSchema } as const;

const refersTo = (schema: object, id: string): boolean => JSON.stringify(schema).includes(`"$ref":"${id}"`);

function replaceRef(key: string, value: unknown): unknown {
  if (key !== "$ref") return value;
  const name = Object.entries(shared).find(([, { $id: id }]) => id === value)?.[0];
  return name === undefined ? value : `#/definitions/${name}`;
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
