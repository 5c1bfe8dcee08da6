import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMe } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { FormDialog } from "../../loop/form-dialog.tsx";
import { useChange } from "../../loop/use-change.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { path } from "./indicator-table.tsx";
import styles from "./indicators.module.css";

const requests = "/ops/requests";
type Request = Answer<"get", typeof requests>["requests"][number];

/** Readings that a decided request changes. */
function useFresh(): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all([path, requests].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

/** Changes of bindings that wait for another person, each from what to what. Nothing while there are none. */
export function Pending(): ReactElement | null {
  const { t } = useTranslation("indicators");
  const { source } = useSearch({ from: "/indicators" });
  const { data, error, refetch } = useQuery(reading(requests, { query: { kind: "bindings", source } }));
  const [refused, setRefused] = useState<Request>();
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data === undefined || data.requests.length === 0) return null;
  return (
    <Section title={t("pending.title", { count: data.requests.length })}>
      <ul className={styles.requests}>
        {data.requests.map((one) => (
          <Waiting key={one.id} request={one} onRefuse={() => setRefused(one)} />
        ))}
      </ul>
      {refused !== undefined && <RefuseDialog request={refused} onClose={() => setRefused(undefined)} />}
    </Section>
  );
}

function Waiting({
  request,
  onRefuse,
}: {
  readonly request: Request;
  readonly onRefuse: () => void;
}): ReactElement {
  const { t } = useTranslation("indicators");
  const me = useMe();
  const fresh = useFresh();
  const agree = useMutation({
    mutationFn: () => post("/ops/requests/{id}/approve", { params: { id: request.id } }),
    onSettled: fresh,
  });
  const isOwn = request.requestedBy === me.id;
  const mayDecide = me.permissions.includes("request.decide") && me.permissions.includes("rule.release");
  const isTakenOver = request.requestedBy === "system";
  return (
    <li className={styles.request}>
      <p className={styles.soft}>
        {t("pending.by", {
          source: request.target,
          by: isTakenOver ? t("pending.system") : request.requestedBy,
          at: moment(request.requestedAt),
        })}
      </p>
      <ul className={styles.words}>
        {request.summary.map((words) => (
          <li key={words.en}>{words[language()]}</li>
        ))}
      </ul>
      {request.reason !== null && <p>{t("pending.reason", { reason: request.reason })}</p>}
      {agree.error !== null && <Problem error={agree.error} />}
      <div className={styles.acts}>
        {mayDecide && !isOwn && (
          <Button look="main" size="small" disabled={agree.isPending} onClick={() => agree.mutate()}>
            {t(isTakenOver ? "pending.takeOver" : "pending.agree")}
          </Button>
        )}
        {(isOwn || mayDecide) && (
          <Button size="small" onClick={onRefuse}>
            {t(isOwn ? "pending.withdraw" : "pending.refuse")}
          </Button>
        )}
        {isOwn && <span className={styles.soft}>{t("pending.own")}</span>}
      </div>
    </li>
  );
}

function RefuseDialog({
  request,
  onClose,
}: {
  readonly request: Request;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("indicators");
  const [reason, setReason] = useState("");
  const refuse = useChange(
    () => post("/ops/requests/{id}/reject", { params: { id: request.id }, body: { reason } }),
    [path, requests],
    onClose,
  );
  return (
    <FormDialog
      title={t("pending.end")}
      act={t("pending.end")}
      error={refuse.error}
      isPending={refuse.isPending}
      onSubmit={() => refuse.mutate()}
      onClose={onClose}
    >
      <TextArea
        label={t("reason")}
        required
        maxLength={2000}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormDialog>
  );
}
