import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { count, listed, moment, pair } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { ChangeForm } from "./change-form.tsx";
import { type Indicator, path } from "./indicator-table.tsx";
import styles from "./indicators.module.css";
import { DataLamp, StateLamp } from "./lamps.tsx";
import { percentOf } from "./percent.ts";
import { useValueText } from "./threshold-text.tsx";

interface Props {
  readonly source: string;
  readonly binding: string;
  readonly onClose: () => void;
}

/** One indicator at one source, whole, and the way to ask for a change of it. */
export function IndicatorDialog({ source, binding, onClose }: Props): ReactElement {
  const { t } = useTranslation("indicators");
  const mayAsk = useMay("binding.write");
  const [isChanging, setChanging] = useState(false);
  // A binding's id is part of what the words are looked for in.
  const { data, error, refetch } = useQuery(reading(path, { query: { source, q: binding, limit: 100 } }));
  const found = data?.indicators.find((one) => one.binding === binding);
  if (isChanging && found !== undefined)
    return <ChangeForm indicator={found} onClose={() => setChanging(false)} />;
  return (
    <Dialog
      title={found === undefined ? binding : `${found.rule} ${found.name[language()]}`}
      size="wide"
      onClose={onClose}
      foot={
        found !== undefined &&
        mayAsk && (
          <Button look="main" onClick={() => setChanging(true)}>
            {t("change")}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && found === undefined && <p>{t("gone")}</p>}
        {found !== undefined && <Content indicator={found} />}
      </div>
    </Dialog>
  );
}

function Content({ indicator: one }: { readonly indicator: Indicator }): ReactElement {
  const { t } = useTranslation("indicators");
  return (
    <>
      <FactGrid
        facts={[
          [t("source"), one.sourceName],
          [t("state"), <StateLamp key="state" indicator={one} />],
          [t("action"), t(`actions.${one.action}`)],
          [t("ceiling"), t(`actions.${one.ceiling}`)],
          [t("owner"), one.ownerName ?? one.owner ?? t("nobody")],
          [t("level"), String(one.level)],
          [t("class"), t(`classes.${one.class}`)],
          [
            t("model"),
            <GoTo key="model" to={`/models/${one.model}/${one.modelVersion}`}>
              {`${one.model} ${one.modelVersion}`}
            </GoTo>,
          ],
          [t("binding"), one.isDefault ? t("isDefault") : one.binding],
          [t("inUnits"), one.units.length === 0 ? undefined : listed(one.units)],
          [t("validFrom"), one.validFrom === null ? undefined : moment(one.validFrom)],
          [t("validTo"), one.validTo === null ? undefined : moment(one.validTo)],
        ]}
      />
      <h3>{t("thresholds")}</h3>
      <Thresholds indicator={one} />
      <h3>{t("figures")}</h3>
      <FactGrid
        facts={[
          [t("hits"), count(one.hits)],
          [
            t("confirmed"),
            `${percentOf(one.confirmedShare)} (${t("said", { confirmed: one.confirmed, partly: one.partly, not: one.notConfirmed })})`,
          ],
          [t("overridden"), `${percentOf(one.overriddenShare)} (${one.overridden}/${one.warned})`],
          [t("data"), <DataLamp key="data" state={one.data.state} />],
          [t("events"), count(one.data.events)],
          [t("notJudged"), count(one.data.notJudged)],
          [t("at"), listed(one.at)],
          [t("missing"), one.data.missing.length === 0 ? undefined : listed(one.data.missing)],
        ]}
      />
      <p>
        <GoTo to="/kb" search={{ rule: one.rule }}>
          {t("knowledge")}
        </GoTo>
      </p>
    </>
  );
}

const scopes = ["unit", "district", "region"] as const;

function Thresholds({ indicator }: { readonly indicator: Indicator }): ReactElement {
  const { t } = useTranslation("indicators");
  const text = useValueText();
  const scopeText = (kind: string): string => {
    const known = scopes.find((one) => one === kind);
    return known === undefined ? kind : t(`scopes.${known}`);
  };
  if (indicator.thresholds.length === 0) return <p className={styles.soft}>{t("noThresholds")}</p>;
  return (
    <DataTable
      label={t("thresholds")}
      rows={indicator.thresholds}
      keyOf={({ name }) => name}
      columns={[
        { title: t("threshold"), show: ({ name }) => name },
        { title: t("meaning"), kind: "wide", show: ({ description }) => description[language()] },
        { title: t("value"), show: ({ value, unit }) => text(value, unit) },
        { title: t("origin"), show: ({ from }) => t(`from.${from}`) },
        { title: t("default"), show: ({ default: value, unit }) => text(value, unit) },
        {
          title: t("elsewhere"),
          show: ({ places, unit }) =>
            places.length === 0
              ? "–"
              : listed(
                  places.map(({ scope, value }) =>
                    pair(`${scopeText(scope.kind)} ${scope.id}`, text(value, unit)),
                  ),
                ),
        },
      ]}
    />
  );
}
