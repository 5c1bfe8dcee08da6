import { type Rule, windowFunctions } from "@probity/contracts";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import type { Language } from "../model/version.ts";
import styles from "./factory.module.css";
import { NewName } from "./new-name.tsx";
import { WindowFields } from "./window-fields.tsx";

type AllFeatures = NonNullable<Rule["features"]>;

/** Most features of a rule. */
const most = 10;

interface Props {
  readonly rule: Rule;
  readonly language: Language;
  readonly onChange: (features: AllFeatures) => void;
  readonly onBroken: (isBroken: boolean) => void;
}

/** What the server counts beside the event: windows are edited here, other kinds are kept as they are. */
export function Features({ rule, language, onChange, onBroken }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const features = rule.features ?? {};
  const entries = Object.entries(features);
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t("features.hint")}</p>
      {entries.map(([name, feature]) => (
        <fieldset key={name} className={styles.item}>
          <legend>{`features.${name}`}</legend>
          {feature.window === undefined ? (
            <p className={styles.soft}>{t("features.other")}</p>
          ) : (
            <WindowFields
              name={name}
              window={feature.window}
              rule={rule}
              language={language}
              onChange={(window) => onChange({ ...features, [name]: { ...feature, window } })}
              onBroken={onBroken}
            />
          )}
          <div>
            <Button
              size="small"
              aria-label={t("features.removeNamed", { name })}
              onClick={() => onChange(Object.fromEntries(entries.filter(([key]) => key !== name)))}
            >
              {t("features.remove")}
            </Button>
          </div>
        </fieldset>
      ))}
      {entries.length < most && (
        <NewName
          label={t("features.name")}
          button={t("features.add")}
          taken={entries.map(([name]) => name)}
          onAdd={(name) => {
            const window = {
              fn: windowFunctions[0],
              of: rule.at.slice(0, 1),
              by: ["event.ocid"],
              within: "365d",
            };
            onChange({ ...features, [name]: { window } });
          }}
        />
      )}
    </div>
  );
}
