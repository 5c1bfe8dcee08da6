import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useUnitName } from "../../app/unit-names.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { count, moment } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Filters } from "../../ui/filters.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./kb.module.css";
import { PushDialog } from "./push-dialog.tsx";
import type { KbSearch } from "./search.ts";

const path = "/ops/hotspots/repeats";
type Subject = Answer<"get", typeof path>["subjects"][number];

/** How many are shown before all are asked for. */
const few = 20;

/** Persons and units with repeated alerts (GEN-WRN-004), to whom something is sent to read. */
export function Repeats(): ReactElement {
  const { t } = useTranslation("kb");
  const narrow = useNarrow<KbSearch>("/kb");
  const { by = "person" } = useSearch({ from: "/kb" });
  const unitName = useUnitName();
  const [isWhole, setWhole] = useState(false);
  const [chosen, setChosen] = useState<Subject>();
  const { data, error, refetch } = useQuery(reading(path, { query: { by } }));
  const subjects = data?.subjects ?? [];
  const nameOf = (key: string): string => (by === "unit" ? unitName(key) : key);
  return (
    <Section title={t("repeats.title")}>
      <div className={styles.stack}>
        <p className={styles.soft}>{t("repeats.hint")}</p>
        <Filters label={t("filters")}>
          <SelectField
            label={t("repeats.by")}
            value={by}
            onChange={({ target }) => narrow({ by: target.value === "unit" ? "unit" : undefined })}
          >
            <option value="person">{t("subjects.person")}</option>
            <option value="unit">{t("subjects.unit")}</option>
          </SelectField>
        </Filters>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && subjects.length === 0 && <p className={styles.soft}>{t("repeats.none")}</p>}
        {subjects.length > 0 && (
          <DataTable
            label={t("repeats.title")}
            rows={isWhole ? subjects : subjects.slice(0, few)}
            keyOf={({ key }) => key}
            columns={[
              { title: t(`subjects.${by}`), kind: "wide", show: ({ key }) => nameOf(key) },
              { title: t("repeats.alerts"), kind: "end", show: ({ alerts }) => count(alerts) },
              { title: t("repeats.rules"), kind: "end", show: ({ rules }) => count(rules) },
              { title: t("repeats.weight"), kind: "end", show: ({ weight }) => count(weight) },
              { title: t("repeats.last"), show: ({ lastTime }) => moment(lastTime) },
              {
                title: t("act"),
                show: (one) => (
                  <Button size="small" icon="letter" onClick={() => setChosen(one)}>
                    {t("push.open")}
                  </Button>
                ),
              },
            ]}
          />
        )}
        {subjects.length > few && !isWhole && (
          <Button size="small" look="quiet" onClick={() => setWhole(true)}>
            {t("repeats.all", { count: subjects.length })}
          </Button>
        )}
      </div>
      {chosen !== undefined && (
        <PushDialog
          kind={by}
          subject={chosen.key}
          name={nameOf(chosen.key)}
          onClose={() => setChosen(undefined)}
        />
      )}
    </Section>
  );
}
