import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMe } from "../../../app/me.ts";
import { useNarrow } from "../../../app/use-narrow.ts";
import { language } from "../../../i18n/i18n.ts";
import { NamedPerson } from "../../../loop/named.tsx";
import { moment } from "../../../i18n/format.ts";
import { CheckField } from "../../../loop/check-field.tsx";
import { StateMark } from "../../../loop/state-mark.tsx";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import type { SettingsSearch } from "../search.ts";
import styles from "../settings.module.css";
import { Approve, Reject } from "./decisions.tsx";

const path = "/ops/requests";
/** Something that one person asked for and another one decides. */
export type Request = Answer<"get", typeof path>["requests"][number];

const tones = { open: "busy", approved: "good", rejected: "bad", expired: "faint" } as const;

/** What waits for another person (RU-4, CA-3), and the decision. */
export function Requests(): ReactElement {
  const { t } = useTranslation("settings");
  const { all } = useSearch({ from: "/settings" });
  const narrow = useNarrow<SettingsSearch>("/settings");
  const [deciding, setDeciding] = useState<{
    readonly request: Request;
    readonly act: "approve" | "reject";
  }>();
  const { data, error, refetch } = useQuery(reading(path, { query: { all } }));
  const requests = data?.requests ?? [];
  const close = (): void => setDeciding(undefined);
  return (
    <>
      <Filters label={t("filters")}>
        <CheckField
          label={t("requests.all")}
          isOn={all === true}
          onChange={(isOn) => narrow({ all: isOn || undefined })}
        />
      </Filters>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && requests.length === 0 && <State title={t("requests.none")} icon="check" />}
      {requests.length > 0 && (
        <DataTable
          label={t("tabs.requests")}
          rows={requests}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t("requests.what"),
              kind: "wide",
              show: ({ summary, reason }) => (
                <>
                  {summary.map((line) => (
                    <p key={line.en}>{line[language()]}</p>
                  ))}
                  {reason !== null && <p className={styles.soft}>{reason}</p>}
                </>
              ),
            },
            { title: t("requests.by"), show: ({ requestedBy }) => <NamedPerson id={requestedBy} /> },
            { title: t("requests.at"), show: ({ requestedAt }) => moment(requestedAt) },
            { title: t("requests.expires"), show: ({ expiresAt }) => moment(expiresAt) },
            { title: t("state"), show: (request) => <Stand request={request} /> },
            {
              title: t("act"),
              show: (request) => <Acts request={request} onAct={(act) => setDeciding({ request, act })} />,
            },
          ]}
        />
      )}
      {deciding?.act === "approve" && <Approve request={deciding.request} onClose={close} />}
      {deciding?.act === "reject" && <Reject request={deciding.request} onClose={close} />}
    </>
  );
}

function Stand({
  request: { state, decidedBy, decisionReason },
}: {
  readonly request: Request;
}): ReactElement {
  const { t } = useTranslation("settings");
  return (
    <>
      <StateMark tone={tones[state]} text={t(`requests.states.${state}`)} />{" "}
      {decidedBy !== null && <NamedPerson id={decidedBy} />}
      {decisionReason !== null && <p className={styles.soft}>{decisionReason}</p>}
    </>
  );
}

/** What deciding a kind of request takes, beside the right to decide. */
const needed: Readonly<Record<string, "account.agree" | "rule.release">> = {
  grant: "account.agree",
  bindings: "rule.release",
  exception: "rule.release",
};

function Acts({
  request: { state, kind, requestedBy },
  onAct,
}: {
  readonly request: Request;
  readonly onAct: (act: "approve" | "reject") => void;
}): ReactElement | null {
  const { t } = useTranslation("settings");
  const { id, permissions } = useMe();
  if (state !== "open") return null;
  if (requestedBy === id)
    return (
      <Button size="small" onClick={() => onAct("reject")}>
        {t("requests.withdraw")}
      </Button>
    );
  const need = needed[kind];
  if (need === undefined || !permissions.includes(need)) return null;
  return (
    <div className={styles.row}>
      {permissions.includes("request.decide") && (
        <Button size="small" look="main" onClick={() => onAct("approve")}>
          {t("requests.approve")}
        </Button>
      )}
      <Button size="small" onClick={() => onAct("reject")}>
        {t("requests.reject")}
      </Button>
    </div>
  );
}
