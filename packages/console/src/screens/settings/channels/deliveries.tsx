import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil, post } from "../../../api/call.ts";
import { readingPages } from "../../../api/pages.ts";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { useNarrow } from "../../../app/use-narrow.ts";
import { moment } from "../../../i18n/format.ts";
import { useNames } from "../../../loop/names.ts";
import { StateMark } from "../../../loop/state-mark.tsx";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { SelectField } from "../../../ui/field.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { GoTo } from "../../../ui/go-to.tsx";
import { More } from "../../../ui/more.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { deliveryStates, type SettingsSearch } from "../search.ts";
import { touched } from "./channel-list.tsx";
import { DeliveryDialog } from "./delivery-dialog.tsx";

const path = "/ops/deliveries";
type Delivery = Answer<"get", typeof path>["deliveries"][number];
const tones = { waiting: "busy", sent: "good", dead: "bad" } as const;

/** How a delivery stands, in a frame. */
export function DeliveryState({ state }: Pick<Delivery, "state">): ReactElement {
  const { t } = useTranslation("settings");
  return <StateMark tone={tones[state]} text={t(`deliveries.states.${state}`)} />;
}

/** What left the house, what did not, and why; and once more. */
export function Deliveries(): ReactElement {
  const { t } = useTranslation("settings");
  const { state, channel, of } = useSearch({ from: "/settings" });
  const narrow = useNarrow<SettingsSearch>("/settings");
  const mayWrite = useMay("notify.write");
  const [isReplaying, setReplaying] = useState(false);
  const channels = useQuery(reading("/ops/channels"));
  const list = useInfiniteQuery(
    readingPages(path, { state, channel }, (cursor, signal) =>
      getUntil(signal, path, { query: { state, channel, cursor } }),
    ),
  );
  const rows = list.data?.pages.flatMap(({ deliveries }) => deliveries) ?? [];
  return (
    <>
      <Filters
        label={t("filters")}
        acts={
          mayWrite &&
          channel !== undefined && (
            <Button icon="undo" onClick={() => setReplaying(true)}>
              {t("deliveries.replayDead")}
            </Button>
          )
        }
      >
        <SelectField
          label={t("deliveries.channel")}
          value={channel ?? ""}
          onChange={({ target }) => narrow({ channel: target.value || undefined })}
        >
          <option value="">{t("deliveries.all")}</option>
          {channels.data?.channels.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("state")}
          value={state ?? ""}
          onChange={({ target }) => narrow({ state: deliveryStates.find((one) => one === target.value) })}
        >
          <option value="">{t("deliveries.all")}</option>
          {deliveryStates.map((one) => (
            <option key={one} value={one}>
              {t(`deliveries.states.${one}`)}
            </option>
          ))}
        </SelectField>
      </Filters>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && <State title={t("deliveries.none")} icon="letter" />}
      {rows.length > 0 && <Table rows={rows} />}
      <More list={list} />
      {of !== undefined && <DeliveryDialog id={of} onClose={() => narrow({ of: undefined })} />}
      {isReplaying && channel !== undefined && (
        <Confirm
          title={t("deliveries.replayDead")}
          act={t("deliveries.replayDead")}
          look="main"
          change={() => post("/ops/deliveries/replay", { body: { channel } })}
          touched={touched}
          onClose={() => setReplaying(false)}
        >
          <p>{t("deliveries.replayMeans", { channel })}</p>
        </Confirm>
      )}
    </>
  );
}

function Table({ rows }: { readonly rows: readonly Delivery[] }): ReactElement {
  const { t } = useTranslation("settings");
  const names = useNames();
  const search = useSearch({ from: "/settings" });
  return (
    <DataTable
      label={t("viewNames.deliveries")}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("deliveries.made"),
          show: ({ id, createdAt }) => (
            <GoTo to="/settings" search={{ ...search, of: id }}>
              {moment(createdAt)}
            </GoTo>
          ),
        },
        { title: t("deliveries.channel"), show: ({ channel }) => channel },
        { title: t("person"), show: ({ person }) => names.person(person) },
        { title: t("state"), show: ({ state }) => <DeliveryState state={state} /> },
        { title: t("deliveries.attempts"), kind: "end", show: ({ attempts }) => attempts },
        { title: t("deliveries.due"), show: ({ dueAt }) => (dueAt === null ? "—" : moment(dueAt)) },
        {
          title: t("channels.lastError"),
          kind: "wide",
          show: ({ lastError }) => <span lang="en">{lastError ?? "—"}</span>,
        },
      ]}
    />
  );
}
