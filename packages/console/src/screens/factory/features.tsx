import type { Feature, Rule } from "@probity/contracts";
import { type FormEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import type { Language } from "../model/version.ts";
import type { Scope } from "./condition/scope.ts";
import styles from "./factory.module.css";
import { LinkFields } from "./links/link-fields.tsx";
import { isRead, renamed } from "./steps/change.ts";
import { TypesField } from "./types-field.tsx";
import { WindowFields } from "./window-fields.tsx";

interface Props {
  readonly rule: Rule;
  readonly language: Language;
  /** What the rule may read. */
  readonly scope: Scope;
  readonly onRule: (rule: Rule) => void;
  readonly onBroken: (isBroken: boolean) => void;
}

/** What the server knows beside the event: windows, the history of the process, relations. Each is added in the pipeline. */
export function Features(props: Props): ReactElement {
  const { t } = useTranslation("factory");
  const { rule, onRule } = props;
  const [fresh, setFresh] = useState<string>();
  const entries = Object.entries(rule.features ?? {});
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t(entries.length === 0 ? "features.none" : "features.hint")}</p>
      {entries.map(([name, feature]) => (
        <fieldset key={name} className={styles.item} data-step={`feature:${name}`}>
          <legend>{`features.${name}`}</legend>
          <FeatureFields
            {...props}
            name={name}
            feature={feature}
            onChange={(next) => onRule({ ...rule, features: { ...rule.features, [name]: next } })}
          />
          <NameForm
            name={name}
            taken={entries.map(([one]) => one)}
            isRead={isRead(rule, name)}
            isFresh={fresh === name}
            onRename={(next) => {
              onRule(renamed(rule, name, next));
              setFresh(next);
            }}
          />
        </fieldset>
      ))}
    </div>
  );
}

interface FieldsProps extends Omit<Props, "onRule"> {
  readonly name: string;
  readonly feature: Feature;
  readonly onChange: (feature: Feature) => void;
}

function FeatureFields({
  name,
  feature,
  rule,
  language,
  scope,
  onChange,
  onBroken,
}: FieldsProps): ReactElement {
  const { t } = useTranslation("factory");
  const { window, history } = feature;
  if (window !== undefined)
    return (
      <WindowFields
        name={name}
        window={window}
        rule={rule}
        language={language}
        onChange={(next) => onChange({ ...feature, window: next })}
        onBroken={onBroken}
      />
    );
  if (history !== undefined)
    return (
      <>
        <p className={styles.soft}>{t("features.history")}</p>
        <TypesField
          label={t("features.historyOf")}
          values={history.of ?? []}
          types={language.types}
          least={0}
          onChange={(of) => onChange({ ...feature, history: of.length === 0 ? {} : { of: [...of] } })}
        />
      </>
    );
  return <LinkFields name={name} feature={feature} scope={scope} onChange={onChange} />;
}

interface NameProps {
  readonly name: string;
  readonly taken: readonly string[];
  readonly isRead: boolean;
  /** Whether it was given just now: the focus stays where it was given. */
  readonly isFresh: boolean;
  readonly onRename: (name: string) => void;
}

/** Another name, as long as nothing reads it: an expression that does would lose what it is about. */
function NameForm({ name, taken, isRead: isFixed, isFresh, onRename }: NameProps): ReactElement {
  const { t } = useTranslation("factory");
  const [typed, setTyped] = useState(name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isFresh) input.current?.focus();
  }, [isFresh]);
  const isValid = /^[a-z][A-Za-z0-9]{0,59}$/.test(typed) && !taken.includes(typed);
  const rename = (event: FormEvent): void => {
    event.preventDefault();
    if (isValid) onRename(typed);
  };
  return (
    <form className={styles.newItem} onSubmit={rename}>
      <TextField
        label={t("features.name", { name })}
        hint={t(isFixed ? "features.nameRead" : "params.nameHint")}
        ref={input}
        value={typed}
        maxLength={60}
        readOnly={isFixed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {!isFixed && (
        <Button type="submit" size="small" disabled={!isValid}>
          {t("features.rename")}
        </Button>
      )}
    </form>
  );
}
