import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMay, useMe } from "../../../app/me.ts";
import { useRoleName } from "../../../app/role-name.ts";
import { useUnitName } from "../../../app/unit-names.ts";
import { language } from "../../../i18n/i18n.ts";
import { moment } from "../../../i18n/format.ts";
import { StateMark } from "../../../loop/state-mark.tsx";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { GoTo } from "../../../ui/go-to.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading } from "../../../ui/state.tsx";
import { Confirm } from "../parts/confirm.tsx";
import styles from "../settings.module.css";
import { GrantForm } from "./grant-form.tsx";
import { type Grant, grantsPath, type Holder, readGrants, touched } from "./holder.ts";

const tones = { in_force: "good", coming: "busy", over: "faint" } as const;

/** The roles of somebody, what waits for another person, and how both are changed. */
export function Grants({
  holder,
  isOver,
}: {
  readonly holder: Holder;
  readonly isOver: boolean;
}): ReactElement {
  const { t } = useTranslation("settings");
  const me = useMe();
  const mayGrant = useMay("account.grant");
  const [isGiving, setGiving] = useState(false);
  const [ending, setEnding] = useState<Grant>();
  const list = useQuery({
    queryKey: [grantsPath(holder), holder.id],
    queryFn: () => readGrants(holder),
  });
  const isOwn = holder.kind === "person" && holder.id === me.id;
  return (
    <div className={styles.stack}>
      <h3>{t("grants.title")}</h3>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && list.data.grants.length === 0 && (
        <p className={styles.soft}>{t("grants.none")}</p>
      )}
      {list.data !== undefined && list.data.grants.length > 0 && (
        <GrantTable grants={list.data.grants} onEnd={mayGrant ? setEnding : undefined} />
      )}
      <Pending holder={holder} />
      {mayGrant && !isOver && (
        <div className={styles.acts}>
          <Button icon="plus" disabled={isOwn} onClick={() => setGiving(true)}>
            {t("grants.give")}
          </Button>
          {isOwn && <span className={styles.soft}>{t("grants.own")}</span>}
        </div>
      )}
      {isGiving && <GrantForm holder={holder} onClose={() => setGiving(false)} />}
      {ending !== undefined && (
        <EndGrant holder={holder} grant={ending} onClose={() => setEnding(undefined)} />
      )}
    </div>
  );
}

function GrantTable({
  grants,
  onEnd,
}: {
  readonly grants: readonly Grant[];
  readonly onEnd: ((grant: Grant) => void) | undefined;
}): ReactElement {
  const { t } = useTranslation("settings");
  const roleName = useRoleName();
  const unitName = useUnitName();
  return (
    <DataTable
      label={t("grants.title")}
      rows={grants}
      keyOf={({ id }) => id}
      columns={[
        { title: t("grants.role"), show: ({ role }) => roleName(role) },
        {
          title: t("grants.where"),
          kind: "wide",
          show: ({ unit }) => (unit === null ? t("everywhere") : t("withUnder", { unit: unitName(unit) })),
        },
        { title: t("from"), show: ({ from }) => moment(from) },
        { title: t("until"), show: ({ until }) => (until === null ? t("open") : moment(until)) },
        {
          title: t("grants.by"),
          show: ({ by, agreedBy }) => (agreedBy === null ? by : t("grants.byBoth", { by, agreedBy })),
        },
        {
          title: t("state"),
          show: ({ state }) => <StateMark tone={tones[state]} text={t(`grants.states.${state}`)} />,
        },
        {
          title: t("act"),
          show: (grant) =>
            onEnd !== undefined &&
            grant.state !== "over" && (
              <Button
                size="small"
                look="danger"
                aria-label={t("grants.endOne", { role: roleName(grant.role) })}
                onClick={() => onEnd(grant)}
              >
                {t("grants.end")}
              </Button>
            ),
        },
      ]}
    />
  );
}

/** What another person is to agree to. */
function Pending({ holder: { id } }: { readonly holder: Holder }): ReactElement | null {
  const { t } = useTranslation("settings");
  const { data } = useQuery({
    ...reading("/ops/requests", { query: { kind: "grant", source: id } }),
    enabled: useMay("request.read"),
  });
  if (data === undefined || data.requests.length === 0) return null;
  return (
    <div className={styles.means}>
      <p>{t("grants.pending")}</p>
      <ul>
        {data.requests.map(({ id: request, summary }) => (
          <li key={request}>{summary.map((line) => line[language()]).join(" ")}</li>
        ))}
      </ul>
      <GoTo to="/settings" search={{ tab: "requests" }}>
        {t("grants.toRequests")}
      </GoTo>
    </div>
  );
}

function EndGrant({
  holder,
  grant,
  onClose,
}: {
  readonly holder: Holder;
  readonly grant: Grant;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const role = useRoleName()(grant.role);
  return (
    <Confirm
      title={t("grants.endOne", { role })}
      act={t("grants.end")}
      change={() => post("/ops/grants/{id}/revoke", { params: { id: grant.id } })}
      touched={touched}
      onClose={onClose}
    >
      <p>{t("grants.endMeans", { name: holder.name, role })}</p>
    </Confirm>
  );
}
