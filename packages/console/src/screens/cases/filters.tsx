import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import styles from "../../loop/loop.module.css";
import { Chip } from "../../loop/chip.tsx";
import { CheckField } from "../../loop/check-field.tsx";
import { PersonField } from "../../loop/who-fields.tsx";
import { useWord } from "../../loop/word.ts";
import { SelectField } from "../../ui/field.tsx";
import { type CaseSearch, caseStates } from "./search.ts";

interface Props {
  readonly search: CaseSearch;
  readonly unit: string | undefined;
  readonly onChange: (change: CaseSearch) => void;
}

/** What the list is narrowed to, and how many there are in each state. */
export function Filters({ search, unit, onChange }: Props): ReactElement {
  const { t } = useTranslation("cases");
  const word = useWord();
  const { state: _state, ...withoutState } = search;
  const counts = useQuery(reading("/console/cases/counts", { query: { ...withoutState, unit } }));
  const { total, byState = {} } = counts.data ?? {};
  const shown = caseStates.filter((state) => (byState[state] ?? 0) > 0 || search.state === state);
  return (
    <>
      <div className={styles.chips} role="group" aria-label={t("state")}>
        <Chip
          text={t("anyState")}
          count={total}
          isOn={search.state === undefined}
          onClick={() => onChange({ state: undefined })}
        />
        {shown.map((state) => (
          <Chip
            key={state}
            text={word("states", state)}
            count={byState[state] ?? 0}
            isOn={search.state === state}
            onClick={() => onChange({ state })}
          />
        ))}
      </div>
      <div className={styles.filters} role="group" aria-label={t("search")}>
        <SelectField
          label={t("level")}
          value={search.level ?? ""}
          onChange={({ target }) =>
            onChange({ level: target.value === "" ? undefined : Number(target.value) })
          }
        >
          <option value="">{t("anyLevel")}</option>
          {[1, 2, 3].map((level) => (
            <option key={level} value={level}>
              {word("levels", String(level))}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("track")}
          value={search.track ?? ""}
          onChange={({ target: { value } }) =>
            onChange({ track: value === "business" || value === "integrity" ? value : undefined })
          }
        >
          <option value="">{t("anyTrack")}</option>
          <option value="business">{word("tracks", "business")}</option>
          <option value="integrity">{word("tracks", "integrity")}</option>
        </SelectField>
        <PersonField
          label={t("handler")}
          value={search.handler}
          onChange={(handler) => onChange({ handler: handler === "" ? undefined : handler })}
        />
        <CheckField
          label={t("mine")}
          isOn={search.mine === true}
          onChange={(on) => onChange({ mine: on || undefined })}
        />
        <CheckField
          label={t("overdue")}
          isOn={search.overdue === true}
          onChange={(on) => onChange({ overdue: on || undefined })}
        />
        <CheckField
          label={t("ended")}
          isOn={search.all === true}
          onChange={(on) => onChange({ all: on || undefined })}
        />
      </div>
    </>
  );
}
