import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil, post } from "../../../api/call.ts";
import { readingPages } from "../../../api/pages.ts";
import { useMay } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import { useNames } from "../../../loop/names.ts";
import { StateMark } from "../../../loop/state-mark.tsx";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { More } from "../../../ui/more.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import { Confirm } from "../parts/confirm.tsx";
import styles from "../settings.module.css";
import { DelegationForm } from "./delegation-form.tsx";
import { touched } from "./org.ts";

const path = "/ops/org/delegations";
/** Somebody who stands in. */
export type Delegation = Answer<"get", typeof path>["delegations"][number];

const tones = { in_force: "good", coming: "busy", over: "faint" } as const;
const stateOf = ({ validFrom, validTo }: Delegation): keyof typeof tones =>
  Date.parse(validTo) <= Date.now() ? "over" : Date.parse(validFrom) > Date.now() ? "coming" : "in_force";
const order = ["in_force", "coming", "over"];

/** Who stands in for whom, from when to when. */
export function Delegations(): ReactElement {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("org.write");
  const [act, setAct] = useState<{ readonly kind: "add" | "change" | "end"; readonly one?: Delegation }>();
  const close = (): void => setAct(undefined);
  const list = useInfiniteQuery(
    readingPages(path, {}, (cursor, signal) => getUntil(signal, path, { query: { cursor } })),
  );
  const rows = (list.data?.pages.flatMap(({ delegations }) => delegations) ?? []).toSorted(
    (a, b) => order.indexOf(stateOf(a)) - order.indexOf(stateOf(b)),
  );
  return (
    <>
      <Filters
        label={t("viewNames.delegations")}
        acts={
          mayWrite && (
            <Button icon="plus" onClick={() => setAct({ kind: "add" })}>
              {t("delegations.add")}
            </Button>
          )
        }
      >
        <p className={styles.soft}>{t("delegations.hint")}</p>
      </Filters>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && <State title={t("delegations.none")} icon="person" />}
      {rows.length > 0 && (
        <Table rows={rows} onAct={mayWrite ? (kind, one) => setAct({ kind, one }) : undefined} />
      )}
      <More list={list} />
      {act?.kind === "add" && <DelegationForm onClose={close} />}
      {act?.kind === "change" && <DelegationForm before={act.one} onClose={close} />}
      {act?.kind === "end" && act.one !== undefined && <End delegation={act.one} onClose={close} />}
    </>
  );
}

function Table({
  rows,
  onAct,
}: {
  readonly rows: readonly Delegation[];
  readonly onAct: ((kind: "change" | "end", one: Delegation) => void) | undefined;
}): ReactElement {
  const { t } = useTranslation("settings");
  const names = useNames();
  return (
    <DataTable
      label={t("viewNames.delegations")}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { title: t("delegations.to"), show: ({ to }) => names.person(to) },
        { title: t("delegations.from"), show: ({ from }) => names.person(from) },
        {
          title: t("delegations.what"),
          show: ({ permissions }) =>
            permissions === null ? (
              t("delegations.all")
            ) : (
              <span className={styles.codes}>
                {permissions.map((one) => (
                  <code key={one}>{one}</code>
                ))}
              </span>
            ),
        },
        { title: t("reason"), kind: "wide", show: ({ reason }) => reason },
        { title: t("from"), show: ({ validFrom }) => moment(validFrom) },
        { title: t("until"), show: ({ validTo }) => moment(validTo) },
        {
          title: t("state"),
          show: (one) => <StateMark tone={tones[stateOf(one)]} text={t(`grants.states.${stateOf(one)}`)} />,
        },
        {
          title: t("act"),
          show: (one) =>
            onAct !== undefined &&
            stateOf(one) !== "over" && (
              <div className={styles.row}>
                <Button size="small" onClick={() => onAct("change", one)}>
                  {t("change")}
                </Button>
                {stateOf(one) === "in_force" && (
                  <Button size="small" look="danger" onClick={() => onAct("end", one)}>
                    {t("delegations.end")}
                  </Button>
                )}
              </div>
            ),
        },
      ]}
    />
  );
}

function End({
  delegation: { validFrom: _begun, ...rest },
  onClose,
}: {
  readonly delegation: Delegation;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const names = useNames();
  const said = { to: names.person(rest.to), from: names.person(rest.from) };
  return (
    <Confirm
      title={t("delegations.endOf", said)}
      act={t("delegations.end")}
      change={() => post(path, { body: { ...rest, validTo: new Date().toISOString() } })}
      touched={touched}
      onClose={onClose}
    >
      <p>{t("delegations.endMeans", said)}</p>
    </Confirm>
  );
}
