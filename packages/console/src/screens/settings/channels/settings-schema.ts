/** The part of JSON Schema that the settings of channels use. */
export interface SettingSchema {
  readonly type?: "string" | "integer" | "object";
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly required?: readonly string[];
  readonly maxProperties?: number;
  readonly propertyNames?: { readonly pattern: string };
  readonly additionalProperties?: boolean | SettingSchema;
}

/** What stands in the fields, by the path of the setting: `url`, `success.path`. */
export type Texts = Readonly<Record<string, string>>;

/** A setting that one field is for. */
export interface Setting {
  readonly path: string;
  readonly name: string;
  readonly schema: SettingSchema;
  readonly isRequired: boolean;
}

/** The fields that a schema asks for; an object of named parts has a field for each. */
export function settingsOf(schema: SettingSchema, under = ""): readonly Setting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    const path = under === "" ? name : `${under}.${name}`;
    if (part.properties !== undefined) return settingsOf(part, path);
    // The parts of what may be left out are only needed once there is one of them.
    const isRequired = under === "" && (schema.required ?? []).includes(name);
    return [{ path, name, schema: part, isRequired }];
  });
}

/** Whether a setting is written as lines `Name: value`. */
export const isLines = ({ type, additionalProperties }: SettingSchema): boolean =>
  type === "object" && typeof additionalProperties === "object";

/** What is wrong with what stands in a field, before it is sent. */
export type Fault = "missing" | "form" | "long" | "range";

/** Finds it; undefined where nothing is. */
export function faultOf({ path, schema, isRequired }: Setting, texts: Texts): Fault | undefined {
  const text = (texts[path] ?? "").trim();
  if (text === "") return isRequired || isHalf(path, texts) ? "missing" : undefined;
  if (isLines(schema)) return linesFault(text, schema);
  if (schema.type === "integer") {
    const number = Number(text);
    const isIn = number >= (schema.minimum ?? number) && number <= (schema.maximum ?? number);
    return Number.isInteger(number) && isIn ? undefined : "range";
  }
  if (schema.maxLength !== undefined && Array.from(text).length > schema.maxLength) return "long";
  return schema.pattern === undefined || new RegExp(schema.pattern, "u").test(text) ? undefined : "form";
}

/** Whether another part of the same object is filled. */
function isHalf(path: string, texts: Texts): boolean {
  const [group, part] = path.split(".");
  return (
    part !== undefined &&
    Object.entries(texts).some(([other, text]) => other.startsWith(`${group}.`) && text.trim() !== "")
  );
}

function linesFault(text: string, schema: SettingSchema): Fault | undefined {
  const pairs = pairsOf(text);
  if (pairs.length > (schema.maxProperties ?? pairs.length)) return "long";
  const isName = new RegExp(schema.propertyNames?.pattern ?? "", "u");
  const rest = typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
  const isValue = new RegExp(rest.pattern ?? "", "u");
  return pairs.every(([name, value]) => value !== undefined && isName.test(name) && isValue.test(value))
    ? undefined
    : "form";
}

const pairsOf = (text: string): readonly (readonly [string, string | undefined])[] =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", ...value] = line.split(":");
      return [name.trim(), value.length === 0 ? undefined : value.join(":").trim()];
    });

/** The settings as they are sent; what is empty is left out. */
export function valueOf(settings: readonly Setting[], texts: Texts): Readonly<Record<string, unknown>> {
  const value: Record<string, unknown> = {};
  for (const { path, schema } of settings) {
    const text = (texts[path] ?? "").trim();
    if (text === "") continue;
    const one = isLines(schema)
      ? Object.fromEntries(pairsOf(text))
      : schema.type === "integer"
        ? Number(text)
        : text;
    const [group = "", part] = path.split(".");
    if (part === undefined) value[group] = one;
    else value[group] = { ...(value[group] as object | undefined), [part]: one }; // set by an earlier part
  }
  return value;
}
