import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { useMe } from "../../../app/me.ts";
import { language } from "../../../i18n/i18n.ts";
import { TextArea } from "../../../ui/field.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import type { Request } from "./requests.tsx";

interface Props {
  readonly request: Request;
  readonly onClose: () => void;
}

const touched = [
  "/ops/requests",
  "/ops/people",
  "/ops/services",
  "/ops/groups",
  "/ops/sources",
  "/console/indicators",
];

/** Lets another person agree: what was asked for is done at once. */
export function Approve({ request: { id, summary, requestedBy }, onClose }: Props): ReactElement {
  const { t } = useTranslation("settings");
  return (
    <Confirm
      title={t("requests.approve")}
      act={t("requests.approve")}
      look="main"
      change={() => post("/ops/requests/{id}/approve", { params: { id } })}
      touched={touched}
      onClose={onClose}
    >
      {summary.map((line) => (
        <p key={line.en}>{line[language()]}</p>
      ))}
      <p>{t("requests.approveMeans", { by: requestedBy })}</p>
    </Confirm>
  );
}

/** Refuses a request, or withdraws an own one. */
export function Reject({ request: { id, summary, requestedBy }, onClose }: Props): ReactElement {
  const { t } = useTranslation("settings");
  const title = t(requestedBy === useMe().id ? "requests.withdraw" : "requests.reject");
  const [reason, setReason] = useState("");
  const done = useChange(
    () => post("/ops/requests/{id}/reject", { params: { id }, body: { reason: reason.trim() } }),
    touched,
    onClose,
  );
  return (
    <FormDialog
      title={title}
      act={title}
      error={done.error}
      isPending={done.isPending}
      isReady={reason.trim() !== ""}
      onSubmit={() => done.mutate()}
      onClose={onClose}
    >
      {summary.map((line) => (
        <p key={line.en}>{line[language()]}</p>
      ))}
      <TextArea
        label={t("reason")}
        required
        data-first=""
        maxLength={2000}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormDialog>
  );
}
