import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { useUnitName } from "../../../app/unit-names.ts";
import { language } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/button.tsx";
import { FactGrid } from "../../../ui/fact-grid.tsx";
import { Section } from "../../../ui/page.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading } from "../../../ui/state.tsx";
import { Confirm } from "../parts/confirm.tsx";
import styles from "../settings.module.css";
import { ChainForm } from "./chain-form.tsx";
import { chainLinks, touched, type Unit, type UnitDetail } from "./org.ts";
import { Posts } from "./posts.tsx";
import { UnitForm } from "./unit-form.tsx";

/** One unit: where it stands, who supervises it, its posts and who holds them. */
export function UnitCard({
  id,
  units,
}: {
  readonly id: string;
  readonly units: readonly Unit[];
}): ReactElement {
  const { data, error, refetch } = useQuery(reading("/ops/org/units/{id}", { params: { id } }));
  const mayWrite = useMay("org.write");
  return (
    <Section title={data?.name[language()] ?? id}>
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && (
          <>
            <Facts unit={data} />
            {mayWrite && <Acts unit={data} units={units} />}
            <Posts unit={data} />
          </>
        )}
      </div>
    </Section>
  );
}

function Facts({ unit: { id, kind, parent, chain } }: { readonly unit: UnitDetail }): ReactElement {
  const { t } = useTranslation("settings");
  const unitName = useUnitName();
  const named = (unit: string | null | undefined): string =>
    unit === null || unit === undefined ? t("units.noOne") : unitName(unit);
  return (
    <FactGrid
      facts={[
        [t("id"), id],
        [t("units.kind"), kind === null ? "—" : t(`unitKinds.${kind}`)],
        [t("units.parent"), parent === null ? t("units.top") : unitName(parent)],
        ...chainLinks.map((link) => [t(`chain.${link}`), named(chain[link])] as const),
      ]}
    />
  );
}

function Acts({ unit, units }: { readonly unit: UnitDetail; readonly units: readonly Unit[] }): ReactElement {
  const { t } = useTranslation("settings");
  const [act, setAct] = useState<"change" | "chain" | "end">();
  const close = (): void => setAct(undefined);
  const name = unit.name[language()];
  return (
    <>
      <div className={styles.acts}>
        <Button onClick={() => setAct("change")}>{t("units.change")}</Button>
        <Button onClick={() => setAct("chain")}>{t("chain.change")}</Button>
        <Button look="danger" onClick={() => setAct("end")}>
          {t("units.end")}
        </Button>
      </div>
      {act === "change" && <UnitForm before={unit} under={unit.parent} units={units} onClose={close} />}
      {act === "chain" && <ChainForm unit={unit} units={units} onClose={close} />}
      {act === "end" && (
        <Confirm
          title={t("units.endOf", { name })}
          act={t("units.end")}
          change={() => post("/ops/org/units", { body: { id: unit.id, validTo: new Date().toISOString() } })}
          touched={touched}
          onClose={close}
        >
          <p>{t("units.endMeans", { name })}</p>
        </Confirm>
      )}
    </>
  );
}
