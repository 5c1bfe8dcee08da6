import { type Feature, type Rule, windowFunctions } from "@probity/contracts";
import { type ReactElement, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { language as spoken } from "../../i18n/i18n.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import type { Language } from "../model/version.ts";
import { ConditionEditor } from "./condition/condition-editor.tsx";
import { FieldNames, namesFor } from "./condition/field-names.ts";
import { countedScope, firstKey, type Scope } from "./condition/scope.ts";
import { termOf, textOf } from "./condition/term-text.ts";
import { TermView } from "./condition/term-view.tsx";
import styles from "./factory.module.css";

type Window = NonNullable<Feature["window"]>;

const periods = ["month", "quarter", "year"] as const;
/** Functions that need no value of the events that they count. */
const valueless: ReadonlySet<string> = new Set(["count", "exists"]);

interface Props {
  readonly name: string;
  readonly window: Window;
  readonly rule: Rule;
  readonly language: Language;
  readonly onChange: (window: Window) => void;
  readonly onBroken: (isBroken: boolean) => void;
}

/** A window over earlier events: what is counted, of which events, by which key, within what time. */
export function WindowFields({ name, window, rule, language, onChange, onBroken }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const scope = useMemo(
    () => countedScope(rule, window.of, language.environmentOf),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [rule.at, window.of, language],
  );
  const names = useMemo(() => namesFor({ at: window.of }, language.types), [window.of, language]);
  const [key = firstKey(scope)] = window.by;
  const { where, value } = window;
  return (
    <FieldNames value={names}>
      <div className={styles.grid}>
        <SelectField
          label={t("features.fn")}
          value={window.fn}
          onChange={({ target }) => {
            const fn = windowFunctions.find((one) => one === target.value) ?? "count";
            const { value: _, ...rest } = window;
            onChange(valueless.has(fn) ? { ...rest, fn } : { ...rest, fn, value: value ?? key });
          }}
        >
          {windowFunctions.map((one) => (
            <option key={one} value={one}>
              {t(`features.functions.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("features.of")}
          value={window.of[0] ?? ""}
          onChange={({ target }) => onChange({ ...window, of: [target.value, ...window.of.slice(1)] })}
        >
          {language.types.map((type) => (
            <option key={type.type} value={type.type}>
              {type.name[spoken()]}
            </option>
          ))}
        </SelectField>
        {window.of.length > 1 && (
          <p className={styles.soft}>{t("features.also", { types: window.of.slice(1).join(" ") })}</p>
        )}
        <Span window={window} onChange={onChange} />
      </div>
      <Keys name={name} window={window} scope={scope} onChange={onChange} />
      {value !== undefined && (
        <div className={styles.labelled}>
          <span className={styles.soft}>{t("features.what")}</span>
          <TermView
            term={termOf(value)}
            scope={scope}
            name={t("features.value", { name })}
            onChange={(term) => onChange({ ...window, value: textOf(term) })}
          />
        </div>
      )}
      {where === undefined ? (
        <div>
          <Button size="small" icon="plus" onClick={() => onChange({ ...window, where: "true" })}>
            {t("features.addWhere")}
          </Button>
        </div>
      ) : (
        <ConditionEditor
          label={t("features.where", { name })}
          text={where}
          scope={scope}
          onChange={(text) => {
            onBroken(text === undefined);
            if (text !== undefined) onChange({ ...window, where: text });
          }}
        />
      )}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={window.prior === true}
          onChange={({ target }) => onChange({ ...window, prior: target.checked })}
        />
        {t("features.prior")}
      </label>
    </FieldNames>
  );
}

/** Most keys of a window. */
const mostKeys = 6;

/** By what counted events belong together; by what of the event under judgement they are looked up, where that differs. */
function Keys({
  name,
  window,
  scope,
  onChange,
}: Pick<Props, "name" | "window" | "onChange"> & { readonly scope: Scope }): ReactElement {
  const { t } = useTranslation("factory");
  const { by, at } = window;
  const put = (next: readonly string[]): void => onChange({ ...window, by: [...next] });
  return (
    <>
      {by.map((key, place) => (
        // Keys have no identity but their place; none keeps anything of its own.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={place} className={styles.labelled}>
          <span className={styles.soft}>{t("features.key")}</span>
          <TermView
            term={termOf(key)}
            scope={scope}
            name={t("features.by", { name, number: place + 1 })}
            onChange={(term) => put(by.with(place, textOf(term)))}
          />
          {by.length > 1 && at === undefined && (
            <IconButton
              size="small"
              icon="close"
              name={t("features.removeKey", { number: place + 1 })}
              onClick={() => put(by.toSpliced(place, 1))}
            />
          )}
        </div>
      ))}
      {at === undefined ? (
        by.length < mostKeys && (
          <div>
            <Button size="small" icon="plus" onClick={() => put([...by, firstKey(scope)])}>
              {t("features.addKey")}
            </Button>
          </div>
        )
      ) : (
        <p className={styles.soft}>
          {t("features.at")} <code>{at.join(", ")}</code>
        </p>
      )}
    </>
  );
}

/** Within how long before the act, or in which period of it. */
function Span({ window, onChange }: Pick<Props, "window" | "onChange">): ReactElement {
  const { t } = useTranslation("factory");
  const { within, period, ...rest } = window;
  return (
    <>
      <SelectField
        label={t("features.span")}
        value={period ?? ""}
        onChange={({ target }) => {
          const chosen = periods.find((one) => one === target.value);
          onChange(
            chosen === undefined ? { ...rest, within: within ?? "365d" } : { ...rest, period: chosen },
          );
        }}
      >
        <option value="">{t("features.within")}</option>
        {periods.map((one) => (
          <option key={one} value={one}>
            {t(`features.periods.${one}`)}
          </option>
        ))}
      </SelectField>
      {period === undefined && (
        <TextField
          label={t("features.length")}
          hint={t("features.lengthHint")}
          required
          maxLength={100}
          value={within ?? ""}
          onChange={({ target }) => onChange({ ...rest, within: target.value })}
        />
      )}
    </>
  );
}
