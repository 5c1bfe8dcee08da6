import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "../../ui/field.tsx";
import styles from "./account.module.css";
import type { Preferences } from "./notice-settings.tsx";

const digests = ["none", "hourly", "daily"] as const;
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const usualQuiet = { from: "22:00", to: "07:00" } as const;

/** When notices that are not urgent leave, and in which language. */
export function NoticeTimes({
  given,
  onChange,
}: {
  readonly given: Preferences;
  readonly onChange: (preferences: Preferences) => void;
}): ReactElement {
  const { t } = useTranslation("account");
  const quiet = given.quiet ?? undefined;
  const digest = given.digest ?? "none";
  return (
    <div className={styles.settings}>
      <SelectField
        label={t("notices.language")}
        value={given.language}
        onChange={({ target }) => onChange({ ...given, language: target.value === "en" ? "en" : "zh-CN" })}
      >
        <option value="zh-CN">简体中文</option>
        <option value="en">English</option>
      </SelectField>
      <SelectField
        label={t("notices.digest")}
        value={digest}
        onChange={({ target }) => onChange({ ...given, digest: digests.find((one) => one === target.value) })}
      >
        {digests.map((one) => (
          <option key={one} value={one}>
            {t(`notices.${one}`)}
          </option>
        ))}
      </SelectField>
      {digest === "daily" && (
        <SelectField
          label={t("notices.hour")}
          value={given.digestHour}
          onChange={({ target }) => onChange({ ...given, digestHour: Number(target.value) })}
        >
          {hours.map((hour) => (
            <option key={hour} value={hour}>
              {`${String(hour).padStart(2, "0")}:00`}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField
        label={t("notices.quiet")}
        value={quiet === undefined ? "off" : "on"}
        onChange={({ target }) => onChange({ ...given, quiet: target.value === "on" ? usualQuiet : null })}
      >
        <option value="off">{t("notices.quietOff")}</option>
        <option value="on">{`${quiet?.from ?? usualQuiet.from} – ${quiet?.to ?? usualQuiet.to}`}</option>
      </SelectField>
      {quiet !== undefined && (
        <div className={styles.times}>
          <TextField
            label={t("notices.from")}
            type="time"
            required
            value={quiet.from}
            onChange={({ target }) => onChange({ ...given, quiet: { ...quiet, from: target.value } })}
          />
          <TextField
            label={t("notices.to")}
            type="time"
            required
            value={quiet.to}
            onChange={({ target }) => onChange({ ...given, quiet: { ...quiet, to: target.value } })}
          />
        </div>
      )}
    </div>
  );
}
