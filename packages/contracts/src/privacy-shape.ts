/** Path into event data; `*` stands for every item of a list and every other value of an object. */
type Path = readonly string[];

/** Where the data of a type holds identifiers, which the SDK replaces by pseudonyms (EV-5). */
export interface PrivacyShape {
  /** Replaced whatever they are: account, device, phone, identity number. */
  readonly identifiers: readonly Path[];
  /** Person keys: replaced only where somebody passed a national identity number in their place. */
  readonly persons: readonly Path[];
}

interface Node {
  readonly [keyword: string]: unknown;
}

/** Characters of a pseudonym: `pn1:`, 8 of the key id, a colon, 22 of the hash. */
export const pseudonymLength = 35;

const maxDepth = 40;
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The schemas inside a schema, each with the step that leads to it; `undefined` = the same value. */
function* inside(schema: Node): Generator<readonly [step: string | undefined, inner: Node]> {
  const { properties, items, additionalProperties } = schema;
  if (isNode(properties)) {
    for (const [name, inner] of Object.entries(properties)) if (isNode(inner)) yield [name, inner];
  }
  for (const inner of [items, additionalProperties]) if (isNode(inner)) yield ["*", inner];
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const list = schema[keyword];
    if (!Array.isArray(list)) continue;
    for (const inner of list) if (isNode(inner)) yield [undefined, inner];
  }
}

const isText = ({ type, items }: Node): boolean =>
  type === "string" ||
  (Array.isArray(type) && type.includes("string")) ||
  (type === "array" && isNode(items) && isText(items));

/** What the SDK does with the value of this field. */
const kindOf = (schema: Node): keyof PrivacyShape | undefined => {
  const identifier = schema["x-identifier"];
  if (identifier === true) return "identifiers";
  if (identifier === "person") return "persons";
  return identifier === undefined && schema["x-privacy"] === "sensitive" && isText(schema)
    ? "identifiers"
    : undefined;
};

type Visit = (kind: keyof PrivacyShape, path: Path, schema: Node) => void;

const walk = (schema: Node, path: Path, visit: Visit): void => {
  if (path.length > maxDepth) return;
  const kind = kindOf(schema);
  if (kind !== undefined) return visit(kind, path, schema);
  for (const [step, inner] of inside(schema)) walk(inner, step === undefined ? path : [...path, step], visit);
};

/** Derives the identifiers from schemas of event data, common block and own schema for example. */
export const privacyShapeOf = (schemas: readonly object[]): PrivacyShape => {
  const found: { readonly [kind in keyof PrivacyShape]: Path[] } = { identifiers: [], persons: [] };
  for (const schema of schemas) if (isNode(schema)) walk(schema, [], (kind, path) => found[kind].push(path));
  return found;
};

/** Keywords that a pseudonym can hardly meet. */
const narrow = ["enum", "const", "pattern", "format"];

const isNarrow = (schema: Node): boolean =>
  narrow.some((keyword) => keyword in schema) ||
  (typeof schema["maxLength"] === "number" && schema["maxLength"] < pseudonymLength) ||
  (isNode(schema["items"]) && isNarrow(schema["items"]));

/**
 * Identifiers of a schema that no pseudonym fits, because `enum`, `const`, `pattern`, `format` or a short `maxLength` describe
 * the raw value: such events would all end in quarantine. Dotted paths.
 */
export const tooNarrowIdentifiers = (schema: object): readonly string[] => {
  const found: string[] = [];
  if (isNode(schema))
    walk(schema, [], (_, path, inner) => void (isNarrow(inner) && found.push(path.join("."))));
  return found;
};
