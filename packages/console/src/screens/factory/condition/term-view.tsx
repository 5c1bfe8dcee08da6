import { arithmetics, type Term, type Type } from "@probity/engine/author";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { AdvancedText } from "./advanced-text.tsx";
import styles from "./condition.module.css";
import { ConstantView } from "./constant-view.tsx";
import { ListView } from "./list-view.tsx";
import { PathSelect } from "./path-select.tsx";
import { offeredFunctions, pathsOf, type Scope } from "./scope.ts";
import { constantFor } from "./start.ts";

const kinds = ["path", "constant", "list", "arithmetic", "function", "text"] as const;

interface Props {
  readonly term: Term;
  readonly scope: Scope;
  readonly name: string;
  /** What would fit: decides which constant a value begins as. */
  readonly expected?: Type | undefined;
  readonly onChange: (term: Term) => void;
}

/** One side of a comparison: a field, a value, a list of values, a calculation, a function, or text. */
export function TermView({ term, scope, name, expected, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <span className={styles.term}>
      <select
        className={styles.kind}
        aria-label={t("term.kind", { name })}
        value={term.kind}
        onChange={({ target }) => {
          const kind = kinds.find((one) => one === target.value);
          if (kind !== undefined) onChange(ofKind(kind, term, scope, expected));
        }}
      >
        {kinds
          .filter((kind) => kind !== "text" || term.kind === "text")
          .map((kind) => (
            <option key={kind} value={kind}>
              {t(`term.kinds.${kind}`)}
            </option>
          ))}
      </select>
      <Content term={term} scope={scope} name={name} expected={expected} onChange={onChange} />
    </span>
  );
}

/** What a term becomes when another kind is chosen: what is there goes into it where it can. */
function ofKind(kind: (typeof kinds)[number], term: Term, scope: Scope, expected: Type | undefined): Term {
  const [path = "now"] = pathsOf(scope, (type) => type.kind === (expected?.kind ?? "int"));
  const field: Term = { kind: "path", names: path.split(".") };
  switch (kind) {
    case "path":
      return field;
    case "constant":
      return constantFor(expected);
    case "list":
      return { kind, items: term.kind === "constant" ? [term] : [constantFor(expected)] };
    case "arithmetic":
      return { kind, operator: "+", left: term, right: constantFor(expected ?? { kind: "int" }) };
    case "function":
      return { kind, name: "size", member: false, args: [term] };
    default:
      return term;
  }
}

function Content({ term, scope, name, expected, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  switch (term.kind) {
    case "path":
      return (
        <PathSelect
          name={t("term.field", { name })}
          paths={pathsOf(scope, () => true)}
          value={term}
          onChange={onChange}
        />
      );
    case "constant":
      return <ConstantView constant={term} name={name} onChange={onChange} />;
    case "list":
      return <ListView list={term} name={name} expected={expected} onChange={onChange} />;
    case "arithmetic":
      return (
        <>
          <TermView
            term={term.left}
            scope={scope}
            name={t("term.first", { name })}
            expected={expected}
            onChange={(left) => onChange({ ...term, left })}
          />
          <select
            aria-label={t("term.operator", { name })}
            value={term.operator}
            onChange={({ target }) =>
              onChange({ ...term, operator: arithmetics.find((one) => one === target.value) ?? "+" })
            }
          >
            {arithmetics.map((one) => (
              <option key={one} value={one}>
                {t(`arithmetic.${one}`)}
              </option>
            ))}
          </select>
          <TermView
            term={term.right}
            scope={scope}
            name={t("term.second", { name })}
            expected={expected}
            onChange={(right) => onChange({ ...term, right })}
          />
        </>
      );
    case "function":
      return <FunctionView term={term} scope={scope} name={name} onChange={onChange} />;
    default:
      return (
        <AdvancedText text={term.text} name={name} onChange={(text) => onChange({ kind: "text", text })} />
      );
  }
}

type FunctionTerm = Extract<Term, { kind: "function" }>;

const keyOf = (name: string, member: boolean, count: number): string =>
  `${name}/${member ? "m" : "f"}/${count}`;

/** A function with its values. */
function FunctionView({
  term,
  scope,
  name,
  onChange,
}: Omit<Props, "term"> & { readonly term: FunctionTerm }): ReactElement {
  const { t } = useTranslation("factory");
  const key = keyOf(term.name, term.member, term.args.length);
  const known = offeredFunctions.some((one) => keyOf(one.name, one.member, one.count) === key);
  return (
    <>
      <select
        aria-label={t("term.function", { name })}
        value={key}
        onChange={({ target }) => {
          const chosen = offeredFunctions.find(
            (one) => keyOf(one.name, one.member, one.count) === target.value,
          );
          if (chosen === undefined) return;
          const { count, ...rest } = chosen;
          const args = Array.from(
            { length: count },
            (_, place) => term.args[place] ?? constantFor(undefined),
          );
          onChange({ kind: "function", ...rest, args });
        }}
      >
        {!known && <option value={key}>{term.name}</option>}
        {offeredFunctions.map((one) => {
          const own = keyOf(one.name, one.member, one.count);
          return (
            <option key={own} value={own}>
              {t("term.signature", { name: one.name, count: one.count })}
            </option>
          );
        })}
      </select>
      {term.args.map((arg, place) => (
        // Values of a function have no identity but their place.
        <TermView
          // oxlint-disable-next-line react/no-array-index-key
          key={place}
          term={arg}
          scope={scope}
          name={t("term.value", { name, number: place + 1 })}
          onChange={(next) => onChange({ ...term, args: term.args.with(place, next) })}
        />
      ))}
    </>
  );
}
