import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/problem.tsx";
import { TextArea } from "./text-area.tsx";
import styles from "./model.module.css";
import { refreshModels, type Version } from "./version.ts";

/** Steps that a person confirms, in their order. */
export const acts = ["shadow", "submit", "release", "return", "rollback", "retire"] as const;

/** One of {@link acts}. */
export type Act = (typeof acts)[number];

const needsReason: ReadonlySet<Act> = new Set<Act>(["return", "rollback", "retire"]);

/** Each step by its own route: their bodies differ in whether a reason is demanded. */
async function take(act: Act, { id, version, digest }: Version, reason: string): Promise<void> {
  const params = { id, version };
  const body = { digest, ...(reason !== "" && { reason }) };
  const said = { digest, reason };
  switch (act) {
    case "shadow":
      return void (await post("/ops/models/{id}/{version}/shadow", { params, body }));
    case "submit":
      return void (await post("/ops/models/{id}/{version}/submit", { params, body }));
    case "release":
      return void (await post("/ops/models/{id}/{version}/release", { params, body }));
    case "return":
      return void (await post("/ops/models/{id}/{version}/return", { params, body: said }));
    case "rollback":
      return void (await post("/ops/models/{id}/{version}/rollback", { params, body: said }));
    default:
      return void (await post("/ops/models/{id}/{version}/retire", { params, body: said }));
  }
}

interface Props {
  readonly act: Act;
  readonly version: Version;
  readonly onClose: () => void;
}

/** Asks for a step, with a reason where one is needed. The digest of what is on the screen goes with it. */
export function ActDialog({ act, version, onClose }: Props): ReactElement {
  const { t } = useTranslation("model");
  const client = useQueryClient();
  const form = useId();
  const [reason, setReason] = useState("");
  const step = useMutation({
    mutationFn: () => take(act, version, reason.trim()),
    onSuccess: async () => {
      await refreshModels(client);
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    step.mutate();
  };
  return (
    <Dialog
      title={t(`acts.${act}`)}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("acts.cancel")}</Button>
          <Button
            look={act === "retire" ? "danger" : "main"}
            type="submit"
            form={form}
            disabled={step.isPending}
          >
            {t("acts.confirm")}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit}>
        <p>{t(`means.${act}`)}</p>
        <p className={styles.digest}>
          {t("digest")} <code>{version.digest.slice(0, 16)}</code>
        </p>
        <TextArea
          label={t(needsReason.has(act) ? "reason" : "reasonOptional")}
          required={needsReason.has(act)}
          maxLength={2000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {step.error !== null && <Problem error={step.error} />}
      </form>
    </Dialog>
  );
}
