import type { EventType, LocalizedText } from "@probity/contracts";
import { commonData, commonFields, fieldsInChinese } from "@probity/contracts/schemas";

/** The keywords of a schema that matter here. */
interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly description?: string;
}

/**
 * What a field is, in both languages; in Chinese what the tables of the built-in types say, for a type of a source the words of
 * whoever registered it.
 *
 * @param names the way to the field, `bids.details[].id`
 * @param description what the schema says of it
 */
export function fieldText(type: string, names: string, description: string): LocalizedText {
  const tables = [commonFields, fieldsInChinese[type] ?? {}];
  const found = [names, names.replace(/\[\]$/, "")].flatMap((name) =>
    tables.flatMap((table) => (Object.hasOwn(table, name) ? (table[name] ?? []) : [])),
  );
  return { "zh-CN": found[0] ?? description, en: description };
}

/** Every field of a type that is described, by its way below `data`, with what every event carries. */
export function fieldTexts({ type, schema, system }: EventType): Readonly<Record<string, LocalizedText>> {
  const found: Record<string, LocalizedText> = {};
  const walk = ({ properties = {}, items }: Node, way: string): void => {
    for (const [name, inner] of Object.entries(properties)) put(inner, way === "" ? name : `${way}.${name}`);
    if (items !== undefined) put(items, `${way}[]`);
  };
  const put = (node: Node, way: string): void => {
    if (node.description !== undefined) found[way] = fieldText(type, way, node.description);
    walk(node, way);
  };
  if (system !== true) walk(commonData, "");
  walk(schema, "");
  return found;
}
