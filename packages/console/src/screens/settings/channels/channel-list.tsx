import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import { StateMark } from "../../../loop/state-mark.tsx";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { GoTo } from "../../../ui/go-to.tsx";
import { Lamp } from "../../../ui/lamp.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import styles from "../settings.module.css";
import { RotateForm, Switch, TestForm } from "./channel-acts.tsx";
import { ChannelForm } from "./channel-form.tsx";

const path = "/ops/channels";
/** A way out, with how it does. */
export type Channel = Answer<"get", typeof path>["channels"][number];
/** What a kind of channel is made of. */
export type ChannelKind = Answer<"get", "/ops/channels/kinds">["kinds"][number];

/** What a change of channels makes known anew. */
export const touched = ["/ops/channels", "/ops/deliveries"] as const;

interface Act {
  readonly kind: "test" | "rotate" | "switch";
  readonly channel: Channel;
}

/** Every channel, with what can be done about it. */
export function ChannelList(): ReactElement {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("notify.write");
  const [isAdding, setAdding] = useState(false);
  const [act, setAct] = useState<Act>();
  const list = useQuery(reading(path));
  const kinds = useQuery({ ...reading("/ops/channels/kinds"), staleTime: Number.POSITIVE_INFINITY });
  const error = list.error ?? kinds.error;
  const channels = list.data?.channels ?? [];
  const close = (): void => setAct(undefined);
  const kind = kinds.data?.kinds.find((one) => one.kind === act?.channel.kind);
  return (
    <>
      <Filters
        label={t("viewNames.channels")}
        acts={
          mayWrite &&
          kinds.data !== undefined && (
            <Button icon="plus" onClick={() => setAdding(true)}>
              {t("channels.add")}
            </Button>
          )
        }
      >
        <p className={styles.soft}>{t("channels.hint")}</p>
      </Filters>
      {error !== null && (
        <Problem error={error} onRetry={() => void Promise.all([list.refetch(), kinds.refetch()])} />
      )}
      {list.isPending && <Loading />}
      {list.data !== undefined && channels.length === 0 && (
        <State title={t("channels.none")} text={t("channels.noneHint")} icon="letter" />
      )}
      {channels.length > 0 && <Table channels={channels} onAct={mayWrite ? setAct : undefined} />}
      {isAdding && kinds.data !== undefined && (
        <ChannelForm kinds={kinds.data.kinds} known={channels} onClose={() => setAdding(false)} />
      )}
      {act?.kind === "test" && kind !== undefined && (
        <TestForm channel={act.channel} kind={kind} onClose={close} />
      )}
      {act?.kind === "rotate" && kind !== undefined && (
        <RotateForm channel={act.channel} kind={kind} onClose={close} />
      )}
      {act?.kind === "switch" && <Switch channel={act.channel} onClose={close} />}
    </>
  );
}

function Table({
  channels,
  onAct,
}: {
  readonly channels: readonly Channel[];
  readonly onAct: ((act: Act) => void) | undefined;
}): ReactElement {
  const { t } = useTranslation("settings");
  return (
    <DataTable
      label={t("viewNames.channels")}
      rows={channels}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("name"),
          show: ({ id, name }) => (
            <GoTo to="/settings" search={{ tab: "channels", view: "deliveries", channel: id }}>
              {name === id ? id : `${name} (${id})`}
            </GoTo>
          ),
        },
        { title: t("channels.kind"), show: (one) => <KindName kind={one.kind} /> },
        { title: t("state"), show: (one) => <Stand channel={one} /> },
        { title: t("channels.waiting"), kind: "end", show: ({ waiting }) => waiting },
        { title: t("channels.lastOk"), show: ({ lastOkAt }) => (lastOkAt === null ? "—" : moment(lastOkAt)) },
        {
          title: t("channels.lastError"),
          kind: "wide",
          show: ({ lastError }) => <LastError text={lastError} />,
        },
        {
          title: t("act"),
          show: (channel) =>
            onAct !== undefined && (
              <div className={styles.row}>
                {(["test", "rotate", "switch"] as const).map((kind) => {
                  const text = t(
                    kind === "switch"
                      ? channel.state === "active"
                        ? "channels.disable"
                        : "channels.enable"
                      : `channels.${kind}`,
                  );
                  return (
                    <Button
                      key={kind}
                      size="small"
                      aria-label={`${text} ${channel.name}`}
                      onClick={() => onAct({ kind, channel })}
                    >
                      {text}
                    </Button>
                  );
                })}
              </div>
            ),
        },
      ]}
    />
  );
}

const LastError = ({ text }: { readonly text: string | null }): ReactElement => (
  <span lang="en">{text ?? "—"}</span>
);

/** The name of a kind; one that this console does not know shows its own. */
export function KindName({ kind }: { readonly kind: string }): ReactElement {
  const { t } = useTranslation("settings");
  const names: Readonly<Record<string, string>> = t("channels.kinds", { returnObjects: true });
  return <>{names[kind] ?? kind}</>;
}

function Stand({ channel: { state, failures, heldUntil } }: { readonly channel: Channel }): ReactElement {
  const { t } = useTranslation("settings");
  if (state === "disabled") return <StateMark tone="faint" text={t("channels.disabled")} />;
  if (heldUntil !== null && Date.parse(heldUntil) > Date.now())
    return <Lamp colour="red" text={t("channels.held", { until: moment(heldUntil) })} />;
  return failures > 0 ? (
    <Lamp colour="amber" text={t("channels.failing", { failures })} />
  ) : (
    <Lamp colour="green" text={t("channels.inUse")} />
  );
}
