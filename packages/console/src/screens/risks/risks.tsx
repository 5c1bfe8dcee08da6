import { type ReactElement, useState } from "react";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { addressOf } from "../../api/call.ts";
import { useMay } from "../../app/me.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Filters } from "../../ui/filters.tsx";
import { Page } from "../../ui/page.tsx";
import { Gaps } from "./gaps.tsx";
import { ImportButton } from "./import-button.tsx";
import { Matrix } from "./matrix.tsx";
import { RiskDialog } from "./risk-dialog.tsx";
import { RiskForm } from "./risk-form.tsx";
import { RiskTable } from "./risk-table.tsx";
import styles from "./risks.module.css";
import { degrees, levels, type RisksSearch, states } from "./search.ts";

/** The register of risks. */
export function Risks(): ReactElement {
  const { t } = useTranslation("risks");
  const narrow = useNarrow<RisksSearch>("/risks");
  const { risk, ...filter } = useSearch({ from: "/risks" });
  const mayWrite = useMay("risk.write");
  const [isAdding, setAdding] = useState(false);
  return (
    <Page title={t("title")}>
      <div className={styles.pair}>
        <Matrix />
        <Gaps />
      </div>
      <RiskFilters
        acts={
          <>
            {mayWrite && (
              <Button look="main" icon="plus" onClick={() => setAdding(true)}>
                {t("add")}
              </Button>
            )}
            {mayWrite && <ImportButton />}
            <ExportButton order={{ kind: "risks", filter }} />
            <a className={styles.download} href={addressOf("/console/risks/file")} download>
              {t("export")}
            </a>
          </>
        }
      />
      <RiskTable />
      {risk !== undefined && <RiskDialog id={risk} onClose={() => narrow({ risk: undefined })} />}
      {isAdding && (
        <RiskForm
          onClose={() => setAdding(false)}
          onDone={(made) => {
            setAdding(false);
            narrow({ risk: made });
          }}
        />
      )}
    </Page>
  );
}

function RiskFilters({ acts }: { readonly acts: ReactElement }): ReactElement {
  const { t } = useTranslation("risks");
  const narrow = useNarrow<RisksSearch>("/risks");
  const { level, state, grade, overdue } = useSearch({ from: "/risks" });
  return (
    <Filters label={t("filters")} acts={acts}>
      <SelectField
        label={t("level")}
        value={level ?? ""}
        onChange={({ target }) => narrow({ level: levels.find((one) => one === target.value) })}
      >
        <option value="">{t("all")}</option>
        {levels.map((one) => (
          <option key={one} value={one}>
            {t(`levels.${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("grade")}
        value={grade ?? ""}
        onChange={({ target }) =>
          narrow({
            grade: degrees.find((one) => String(one) === target.value),
            probability: undefined,
            harm: undefined,
          })
        }
      >
        <option value="">{t("all")}</option>
        {degrees.map((one) => (
          <option key={one} value={one}>
            {t(`grades.d${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("state")}
        value={state ?? ""}
        onChange={({ target }) => narrow({ state: states.find((one) => one === target.value) })}
      >
        <option value="">{t("notRetired")}</option>
        {states.map((one) => (
          <option key={one} value={one}>
            {t(`states.${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("review")}
        value={overdue === true ? "overdue" : ""}
        onChange={({ target }) => narrow({ overdue: target.value === "overdue" ? true : undefined })}
      >
        <option value="">{t("all")}</option>
        <option value="overdue">{t("overdue")}</option>
      </SelectField>
    </Filters>
  );
}
