import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import { StateMark } from "../../../loop/state-mark.tsx";
import { Button } from "../../../ui/button.tsx";
import { type Column, DataTable } from "../../../ui/data-table.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { GoTo } from "../../../ui/go-to.tsx";
import { Section } from "../../../ui/page.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import { Confirm } from "../parts/confirm.tsx";
import styles from "../settings.module.css";
import { AddService } from "./add-service.tsx";
import { Grants } from "./grants.tsx";
import { touched } from "./holder.ts";

const path = "/ops/services";
type Service = Answer<"get", typeof path>["services"][number];

/** Whether a token works no more. */
const isOver = ({ revokedAt, expiresAt }: Service): boolean =>
  revokedAt !== null || Date.parse(expiresAt) <= Date.now();

/** Programs that use the API in their own name (SE-1). */
export function Services(): ReactElement {
  const { t } = useTranslation("settings");
  const { of } = useSearch({ from: "/settings" });
  const mayWrite = useMay("account.write");
  const [isAdding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(reading(path));
  const services = data?.services ?? [];
  const shown = services.find(({ id }) => id === of);
  return (
    <>
      <Filters
        label={t("viewNames.services")}
        acts={
          mayWrite && (
            <Button icon="plus" onClick={() => setAdding(true)}>
              {t("services.add")}
            </Button>
          )
        }
      >
        <p className={styles.soft}>{t("services.hint")}</p>
      </Filters>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && services.length === 0 && <State title={t("services.none")} icon="shield" />}
      <div className={shown === undefined ? undefined : styles.both}>
        {services.length > 0 && <ServiceTable services={services} />}
        {shown !== undefined && <ServiceCard key={shown.id} service={shown} />}
      </div>
      {isAdding && <AddService onClose={() => setAdding(false)} />}
    </>
  );
}

function ServiceTable({ services }: { readonly services: readonly Service[] }): ReactElement {
  const { t } = useTranslation("settings");
  const { of } = useSearch({ from: "/settings" });
  const used: Column<Service> = {
    title: t("services.used"),
    show: ({ lastUsedAt }) => (lastUsedAt === null ? t("never") : moment(lastUsedAt)),
  };
  return (
    <DataTable
      label={t("viewNames.services")}
      rows={services}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("id"),
          kind: "wide",
          show: ({ id }) => (
            <GoTo to="/settings" search={{ tab: "access", view: "services", of: id }}>
              {id}
            </GoTo>
          ),
        },
        { title: t("grants.by"), show: ({ by }) => by },
        { title: t("services.expires"), show: ({ expiresAt }) => moment(expiresAt) },
        ...(of === undefined ? [used] : []),
        {
          title: t("state"),
          show: (one) => (
            <StateMark tone={isOver(one) ? "faint" : "good"} text={t(isOver(one) ? "ended" : "active")} />
          ),
        },
      ]}
    />
  );
}

function ServiceCard({ service }: { readonly service: Service }): ReactElement {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("account.write");
  const [isEnding, setEnding] = useState(false);
  const { id } = service;
  return (
    <Section title={id}>
      <div className={styles.stack}>
        <Grants holder={{ kind: "service", id, name: id }} isOver={isOver(service)} />
        {mayWrite && !isOver(service) && (
          <div className={styles.acts}>
            <Button look="danger" onClick={() => setEnding(true)}>
              {t("services.end")}
            </Button>
          </div>
        )}
      </div>
      {isEnding && (
        <Confirm
          title={t("services.endOf", { id })}
          act={t("services.end")}
          change={() => post("/ops/services/{id}/revoke", { params: { id } })}
          touched={touched}
          onClose={() => setEnding(false)}
        >
          <p>{t("services.endMeans", { id })}</p>
        </Confirm>
      )}
    </Section>
  );
}
