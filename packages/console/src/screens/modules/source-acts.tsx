import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import { moment } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { TextField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./modules.module.css";

interface OfSource {
  readonly source: string;
  readonly onClose: () => void;
}

/** Changes a source; the list of them is read again. */
function useSourceChange<T>(change: () => Promise<T>, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["/ops/sources"] });
      onDone?.();
    },
  });
}

type Key = Answer<"post", "/ops/sources">;

/** A key that is shown this once. */
function Issued({ issued, onClose }: { readonly issued: Key; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation("modules");
  return (
    <Dialog title={t("sources.issued")} foot={<Button onClick={onClose}>{t("sources.noted")}</Button>}>
      <div className={styles.stack}>
        <p>{t("sources.issuedHint")}</p>
        <FactGrid
          facts={[
            [t("source"), issued.id],
            [t("sources.olderUntil"), issued.olderKeysExpireAt && moment(issued.olderKeysExpireAt)],
          ]}
        />
        <TextField label={t("sources.key")} readOnly value={issued.key} />
        <TextField label={t("sources.vkey")} readOnly value={issued.vkey} />
      </div>
    </Dialog>
  );
}

/** Registers a business system. */
export function AddSource({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation("modules");
  const [given, setGiven] = useState({ id: "", name: "" });
  const add = useSourceChange(() =>
    post("/ops/sources", { body: { id: given.id, ...(given.name !== "" && { name: given.name }) } }),
  );
  if (add.data !== undefined) return <Issued issued={add.data} onClose={onClose} />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Dialog title={t("sources.add")} onClose={onClose}>
      <form className={styles.stack} onSubmit={submit}>
        {add.error !== null && <Problem error={add.error} />}
        <TextField
          label={t("sources.id")}
          hint={t("sources.idHint")}
          required
          maxLength={200}
          pattern="[A-Za-z0-9][A-Za-z0-9._:\/\-]*"
          value={given.id}
          onChange={({ target }) => setGiven({ ...given, id: target.value })}
        />
        <TextField
          label={t("sources.name")}
          maxLength={200}
          value={given.name}
          onChange={({ target }) => setGiven({ ...given, name: target.value })}
        />
        <div>
          <Button type="submit" look="main" disabled={add.isPending}>
            {t("sources.add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Gives a source another key; older ones go on for a while. */
export function RotateKey({ source, onClose }: OfSource): ReactElement {
  const { t } = useTranslation("modules");
  const [hours, setHours] = useState("24");
  const rotate = useSourceChange(() =>
    post("/ops/sources/{id}/rotate", { params: { id: source }, body: { overlapHours: Number(hours) } }),
  );
  if (rotate.data !== undefined) return <Issued issued={rotate.data} onClose={onClose} />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    rotate.mutate();
  };
  return (
    <Dialog title={t("sources.rotateOf", { source })} onClose={onClose}>
      <form className={styles.stack} onSubmit={submit}>
        {rotate.error !== null && <Problem error={rotate.error} />}
        <TextField
          label={t("sources.overlap")}
          hint={t("sources.overlapHint")}
          type="number"
          min={0}
          max={720}
          required
          value={hours}
          onChange={({ target }) => setHours(target.value)}
        />
        <div>
          <Button type="submit" look="main" disabled={rotate.isPending}>
            {t("sources.rotate")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Ends a source: it can report nothing any more. */
export function RevokeSource({ source, onClose }: OfSource): ReactElement {
  const { t } = useTranslation("modules");
  const revoke = useSourceChange(() => post("/ops/sources/{id}/revoke", { params: { id: source } }), onClose);
  return (
    <Dialog
      title={t("sources.revokeOf", { source })}
      onClose={onClose}
      foot={
        <Button look="danger" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
          {t("sources.revoke")}
        </Button>
      }
    >
      {revoke.error !== null && <Problem error={revoke.error} />}
      <p>{t("sources.revokeHint")}</p>
    </Dialog>
  );
}
