import {
  type CompiledFeature,
  type CompiledWindow,
  type EventType,
  type Feature,
  type FeatureValueKind,
  type Ir,
  ProbityError,
  type Rule,
  type WindowSpan,
} from "@probity/contracts";
import { parseDuration } from "../values/duration.ts";
import { compileText } from "./compile-text.ts";
import type { Environment } from "./environment.ts";
import { historyType, ownersType, pathType, sharedType, windowType } from "./feature-type.ts";
import { type Type, typeName } from "./type.ts";

/** A feature, checked. */
export interface TypedFeature {
  readonly compiled: CompiledFeature;
  /** What rules see as `features.NAME`. */
  readonly type: Type;
}

/** What a feature is checked against. */
export interface FeatureScope {
  readonly rule: Rule;
  readonly types: readonly EventType[];
  /** Of the event under judgement. */
  readonly judged: Environment;
  /** Of events of these types. */
  readonly counted: (of: readonly string[]) => Environment;
}

/** Takes the problem of one part of the feature, so that all are told. */
export type Refuse = (part: string, error: ProbityError) => void;

const bad = (message: string): ProbityError => new ProbityError("PROBITY_E_MODEL", message);

/** Checks a feature. Undefined after `refuse` was told of anything. */
export function compileFeature(
  feature: Feature,
  scope: FeatureScope,
  refuse: Refuse,
): TypedFeature | undefined {
  const { window, history, owners, shared, path } = feature;
  const kinds = [window, history, owners, shared, path].filter((one) => one !== undefined);
  if (kinds.length !== 1) {
    refuse("", bad("A feature is exactly one of window, history, owners, shared and path"));
    return undefined;
  }
  const parts = new Parts(scope, refuse);
  const made =
    window !== undefined
      ? windowOf(window, scope, parts)
      : history !== undefined
        ? historyOf(history, parts)
        : linkOf(feature, scope, parts);
  return parts.refused ? undefined : made;
}

/** Compiles parts and remembers whether one was refused. */
class Parts {
  refused = false;
  readonly #scope: FeatureScope;
  readonly #refuse: Refuse;

  constructor(scope: FeatureScope, refuse: Refuse) {
    this.#scope = scope;
    this.#refuse = refuse;
  }

  refuse(part: string, message: string): void {
    this.refused = true;
    this.#refuse(part, bad(message));
  }

  compile(
    part: string,
    text: string,
    env: Environment,
    fits: (type: Type) => boolean,
    wanted: string,
  ): Compiled {
    try {
      const compiled = compileText(text, env);
      if (fits(compiled.type)) return compiled;
      this.refuse(part, `must be ${wanted}, not ${typeName(compiled.type)}`);
    } catch (error) {
      if (!(error instanceof ProbityError)) throw error;
      this.refused = true;
      this.#refuse(part, error);
    }
    return { ir: [], type: { kind: "dyn" } };
  }

  /** Event types that must be known. */
  knownTypes(names: readonly string[]): void {
    for (const name of names)
      if (!this.#scope.types.some(({ type }) => type === name))
        this.refuse("of", `The event type ${name} is not known`);
  }
}

interface Compiled {
  readonly ir: Ir;
  readonly type: Type;
}

const isScalar = ({ kind }: Type): boolean =>
  kind === "string" || kind === "int" || kind === "bool" || kind === "dyn";
const isKeyPart = (type: Type): boolean => isScalar(type) || isKeyList(type);
const isKeyList = (type: Type): type is Extract<Type, { kind: "list" }> =>
  type.kind === "list" && (isScalar(type.item) || type.item.kind === "never");
const isTexts = (type: Type): boolean =>
  type.kind === "dyn" || (type.kind === "list" && ["string", "dyn", "never"].includes(type.item.kind));
const isText = ({ kind }: Type): boolean => kind === "string" || kind === "dyn";
const isBool = ({ kind }: Type): boolean => kind === "bool";

type WindowText = NonNullable<Feature["window"]>;

function windowOf(window: WindowText, scope: FeatureScope, parts: Parts): TypedFeature {
  const { fn, of, by, at = by, where, value, prior = false, from = "own" } = window;
  parts.knownTypes(of);
  const counted = scope.counted(of);
  const keyed = "a string, an int, a bool or a list of them";
  const keys = by.map((text, place) => parts.compile(`by.${place}`, text, counted, isKeyPart, keyed));
  const looked = at.map((text, place) => parts.compile(`at.${place}`, text, scope.judged, isKeyPart, keyed));
  if (keys.length !== looked.length) parts.refuse("at", "must have as many parts as by");
  for (const [name, list] of [
    ["by", keys],
    ["at", looked],
  ] as const)
    if (list.filter(({ type }) => type.kind === "list").length > 1)
      parts.refuse(name, "Only one part of a key may be a list");
  const list = looked.find(({ type }) => isKeyList(type))?.type;
  const measured = valueOf(window, counted, parts);
  const compiled: CompiledWindow = {
    kind: "window",
    fn,
    of,
    by: keys.map(({ ir }) => ir),
    at: looked.map(({ ir }) => ir),
    each: list !== undefined,
    ...(where !== undefined && {
      where: parts.compile("where", where, counted, isBool, "a bool").ir,
    }),
    ...(measured !== undefined && value !== undefined && { value: measured.ir, valueKind: measured.kind }),
    span: spanOf(window, scope.rule, parts),
    prior,
    from,
  };
  return { compiled, type: windowType(fn, measured?.kind, list) };
}

const valueKinds: { readonly [kind: string]: FeatureValueKind } = {
  int: "int",
  double: "double",
  string: "string",
  timestamp: "timestamp",
  bool: "bool",
};

function kindOf(type: Type): FeatureValueKind | undefined {
  return type.kind === "record" && type.money === true ? "money" : valueKinds[type.kind];
}

const summed: ReadonlySet<FeatureValueKind> = new Set(["int", "double", "money"]);
const ordered: ReadonlySet<FeatureValueKind> = new Set(["int", "double", "money", "timestamp"]);

function valueOf(
  { fn, value }: WindowText,
  counted: Environment,
  parts: Parts,
): { readonly ir: Ir; readonly kind: FeatureValueKind } | undefined {
  const counts = fn === "count" || fn === "exists";
  if (value === undefined) {
    if (!counts) parts.refuse("value", `${fn} needs a value`);
    return undefined;
  }
  const isKind = (type: Type): boolean => kindOf(type) !== undefined;
  const { ir, type } = parts.compile(
    "value",
    value,
    counted,
    isKind,
    "a number, money, a string, a bool or an instant",
  );
  const kind = kindOf(type) ?? "string";
  const fits =
    fn === "sum" || fn === "avg" ? summed.has(kind) : fn === "min" || fn === "max" ? ordered.has(kind) : true;
  if (!fits && !parts.refused) parts.refuse("value", `${fn} cannot be made of ${kind}`);
  return { ir, kind };
}

const maxDays = 36_600;

function spanOf({ within, period }: WindowText, rule: Rule, parts: Parts): WindowSpan {
  if ((within === undefined) === (period === undefined))
    parts.refuse("within", "Give either within or period");
  if (period !== undefined) return { period };
  const name = within?.startsWith("params.") === true ? within.slice("params.".length) : undefined;
  if (name !== undefined) {
    const param = Object.hasOwn(rule.params ?? {}, name) ? rule.params?.[name] : undefined;
    if (param?.type !== "duration" && param?.type !== "int")
      parts.refuse("within", `params.${name} must be a duration, or an int that counts days`);
    return { param: name };
  }
  const text = durationText(within ?? "");
  if (text === undefined)
    parts.refuse(
      "within",
      `must be a duration of at most ${maxDays} days such as 365d or 36h, or params.NAME`,
    );
  return { within: text ?? "0" };
}

/** `365d` and what CEL knows, as CEL writes it. */
function durationText(text: string): string | undefined {
  const days = /^([0-9]{1,5})d$/.exec(text)?.[1];
  const written = days === undefined ? text : `${Number(days) * 24}h`;
  const duration = parseDuration(written);
  const isFit = duration !== undefined && duration.spanMs > 0 && duration.spanMs <= maxDays * 86_400_000;
  return isFit ? written : undefined;
}

function historyOf({ of = [] }: NonNullable<Feature["history"]>, parts: Parts): TypedFeature {
  parts.knownTypes(of);
  return { compiled: { kind: "history", of }, type: historyType };
}

const owning = ["shareholder"];
const connecting = [
  "shareholder",
  "beneficial_owner",
  "legal_representative",
  "director",
  "supervisor",
  "manager",
  "controls",
  "group_member",
  "spouse",
  "parent_child",
  "sibling",
  "other_kin_3gen",
  "in_law",
  "partner",
];

function linkOf({ owners, shared, path }: Feature, { judged }: FeatureScope, parts: Parts): TypedFeature {
  const among = (part: string, text: string): Ir =>
    parts.compile(part, text, judged, isTexts, "a list of strings").ir;
  if (owners !== undefined) {
    const { depth, minShare = 0, kinds = owning } = owners;
    const compiled = { kind: "owners", among: among("among", owners.among), depth, minShare, kinds } as const;
    return { compiled, type: ownersType };
  }
  if (shared !== undefined) {
    const compiled = { kind: "shared", among: among("among", shared.among), kinds: shared.kinds } as const;
    return { compiled, type: sharedType };
  }
  const { from = "", to = "", depth = 1, minShare = 0, kinds = connecting } = path ?? {};
  const start = parts.compile("from", from, judged, isText, "a string").ir;
  const compiled = { kind: "path", from: start, to: among("to", to), depth, minShare, kinds } as const;
  return { compiled, type: pathType };
}
